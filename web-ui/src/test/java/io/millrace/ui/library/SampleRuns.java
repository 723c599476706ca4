package io.millrace.ui.library;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Makes a folder the home of the library until {@link #useTheBundledLibrary}. */
  static void useLibraryIn(Path home) throws IOException {
    Files.createDirectories(home.resolve("scenarios/library"));
    System.setProperty(ScenarioLibrary.HOME, home.toString());
  }

  static void useTheBundledLibrary() {
    System.clearProperty(ScenarioLibrary.HOME);
  }

  /** A scenario that fits into eight devices; replace what should differ. */
  static String scenario(String name) {
    return """
    version: 1
    name: %s
    cluster: {node: dgx-h100, devices: 8}
    model: llama-3.1-8b
    workload: {type: training, globalBatch: 8, sequence: 1024, precision: bf16}
    plan: {label: d1t8p1}
    """
        .formatted(name);
  }

  static void write(Path home, String id, String text) throws IOException {
    Files.writeString(home.resolve("scenarios/library").resolve(id + ".yaml"), text);
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
