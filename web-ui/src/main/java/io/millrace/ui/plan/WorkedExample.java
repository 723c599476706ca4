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

/** The scenario that is there, with its answer, when somebody opens the dashboard. */
public final class WorkedExample {
  private static final String RESOURCE = "worked-example.yaml";
  private static final Set<RunState> OF_USE =
      Set.of(RunState.QUEUED, RunState.RUNNING, RunState.DONE);

  private WorkedExample() {}

  /** Its text. */
  static String text() {
    try (InputStream in = WorkedExample.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Its run, which is started where a visitor has none yet.
   *
   * @throws io.millrace.ui.runs.FullQueueException if as many runs wait as may
   */
  public static Run of(VisitorRuns runs) {
    String text = text();
    return runs.all().stream()
        .filter(run -> run.question().equals(text) && OF_USE.contains(run.state()))
        .findFirst()
        .flatMap(run -> runs.find(run.id()))
        .orElseGet(() -> runs.ask(RunKind.PLANNING, title(text), text));
  }

  private static String title(String text) {
    return new ScenarioTexts().read(text).orThrow().name();
  }
}
