package io.millrace.ui.library;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.simulator.Simulator;
import java.util.concurrent.Semaphore;

/** The bundled library with simulators that tests control. */
final class SampleRuns {

  private SampleRuns() {}

  static ScenarioRunner runner(Simulator simulator) {
    return new ScenarioRunner(ScenarioReader.bundled(), ScenarioLibrary.open(), simulator);
  }

  static LibraryRuns of(Simulator simulator) {
    return new LibraryRuns(ScenarioLibrary.open(), runner(simulator));
  }

  /** Simulates the scenarios of one model; the others fail at once. */
  static Simulator only(String model) {
    return (scenario, plan, withTimeline) -> {
      if (!scenario.model().name().equals(model)) {
        throw new InvalidInputException(new Issue("cluster", "is left out of this test", ""));
      }
      return Simulator.calibrated().simulate(scenario, plan, withTimeline);
    };
  }

  /** As another one, each simulation after a permit. */
  static Simulator gated(Semaphore permits, Simulator simulator) {
    return (scenario, plan, withTimeline) -> {
      permits.acquireUninterruptibly();
      return simulator.simulate(scenario, plan, withTimeline);
    };
  }
}
