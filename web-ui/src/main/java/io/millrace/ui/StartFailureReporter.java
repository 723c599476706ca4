package io.millrace.ui;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Says on the error stream why the server did not start, such as a port that is taken. Spring finds
 * it through {@code META-INF/spring.factories}.
 */
final class StartFailureReporter implements FailureAnalysisReporter {

  @Override
  public void report(FailureAnalysis failure) {
    System.err.println("millrace: " + failure.getDescription().strip());
    String action = failure.getAction();
    if (action != null) {
      System.err.println("    " + action.strip());
    }
  }
}
