package io.millrace.ui.runs;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Centres for tests of views, on a database in a folder. */
public final class RunCentres {
  private RunCentres() {}

  /** One that works on one run at a time, of which another may wait. */
  public static RunCentre open(Path folder, RunWork planning) {
    return new RunCentre(
        new RunStore(Databases.h2(folder)),
        Map.of(RunKind.PLANNING, planning),
        new RunCentre.Limits(1, 1),
        Clock.systemUTC());
  }
}
