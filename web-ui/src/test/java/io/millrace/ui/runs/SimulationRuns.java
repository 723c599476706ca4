package io.millrace.ui.runs;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Centres that simulate, for tests of views. */
public final class SimulationRuns {
  private SimulationRuns() {}

  /** One that works on one run at a time, of which ten others may wait. */
  public static RunCentre open(Path folder, RunWork simulation) {
    return new RunCentre(
        new RunStore(Databases.h2(folder)),
        Map.of(RunKind.SIMULATION, simulation),
        new RunCentre.Limits(1, 10),
        Clock.systemUTC());
  }
}
