package io.millrace.planner.export.posttraining;

import io.millrace.model.posttraining.GenerationEngine;
import io.millrace.model.posttraining.PostTrainingFrameworks;

/**
 * The share of a device's memory for weights and cache of an engine: what the plan takes for it,
 * but no more than the launcher's own engine has. Engines of other frameworks may need nothing
 * beside it, as ReaLHF's, which claims its cache call by call.
 */
public final class EngineMemory {

  private EngineMemory() {}

  /**
   * The share, listed where it is less than the plan's.
   *
   * @param launcher whose files say it, by its key
   * @param shared whether other calls use the same devices
   */
  public static double share(
      PostTrainingLaunchJob job, String launcher, boolean shared, PlacementGaps gaps) {
    double planned = of(job.engine(), shared);
    double most =
        PostTrainingFrameworks.bundled()
            .find(launcher)
            .map(it -> of(it.engine(), shared))
            .orElse(planned);
    if (planned <= most) {
      return planned;
    }
    gaps.beside(
        "workload.framework",
        job.workload().framework(),
        "its engine is planned with %s of a device's memory; the files give the launcher's %s"
            .formatted(planned, most));
    return most;
  }

  private static double of(GenerationEngine engine, boolean shared) {
    return shared ? engine.sharedMemory() : engine.ownMemory();
  }
}
