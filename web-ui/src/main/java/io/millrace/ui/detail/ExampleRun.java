package io.millrace.ui.detail;

import io.millrace.scenarios.library.LibraryEntry;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.RunState;
import io.millrace.ui.runs.VisitorRuns;
import java.util.Set;

/** The simulation that is there before anybody has simulated anything. */
final class ExampleRun {
  private static final String SCENARIO = "megatron-175b-1536-a100";
  private static final Set<RunState> OF_USE =
      Set.of(RunState.QUEUED, RunState.RUNNING, RunState.DONE);

  private ExampleRun() {}

  /**
   * The run, which is started where a visitor has none yet.
   *
   * @throws io.millrace.ui.runs.FullQueueException if as many runs wait as may
   */
  static Run of(VisitorRuns runs) {
    LibraryEntry entry = ScenarioLibrary.open().find(SCENARIO).orElseThrow();
    return runs.all().stream()
        .filter(run -> run.kind() == RunKind.SIMULATION && run.question().equals(entry.text()))
        .filter(run -> OF_USE.contains(run.state()))
        .findFirst()
        .flatMap(run -> runs.find(run.id()))
        .orElseGet(() -> runs.ask(RunKind.SIMULATION, entry.name(), entry.text()));
  }
}
