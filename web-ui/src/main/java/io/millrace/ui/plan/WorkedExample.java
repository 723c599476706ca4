package io.millrace.ui.plan;

import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.RunState;
import io.millrace.ui.runs.ScenarioTexts;
import io.millrace.ui.runs.VisitorRuns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The scenario that is there, with its answer, when somebody opens the dashboard. The answer ships
 * with it, so that nobody waits for the first page; {@code WorkedExampleTest} checks that it is
 * what a search finds.
 */
public final class WorkedExample {
  private static final String QUESTION = "worked-example.yaml";
  private static final String ANSWER = "worked-example.json";
  private static final Set<RunState> OF_USE =
      Set.of(RunState.QUEUED, RunState.RUNNING, RunState.DONE);

  private WorkedExample() {}

  /** Its text. */
  static String text() {
    return resource(QUESTION);
  }

  /** What a search finds for it. */
  static String answer() {
    return resource(ANSWER);
  }

  /** Its run, which is there from now on where a visitor has none yet. */
  public static Run of(VisitorRuns runs) {
    String text = text();
    return runs.all().stream()
        .filter(run -> run.question().equals(text) && OF_USE.contains(run.state()))
        .findFirst()
        .flatMap(run -> runs.find(run.id()))
        .orElseGet(() -> runs.keep(RunKind.PLANNING, title(text), text, answer()));
  }

  private static String title(String text) {
    return new ScenarioTexts().read(text).orThrow().name();
  }

  private static String resource(String name) {
    try (InputStream in = WorkedExample.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
