package io.millrace.ui.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do instead. Spring finds this through {@code META-INF/spring.factories}. */
final class StartRefusedAnalyzer extends AbstractFailureAnalyzer<StartRefusedException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, StartRefusedException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.advice(), failure);
  }
}
