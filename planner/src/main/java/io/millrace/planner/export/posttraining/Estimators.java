package io.millrace.planner.export.posttraining;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.dataflow.CallKind;

/** How a dataflow weighs responses, which launchers name and dataflows tell by their calls. */
public final class Estimators {

  private Estimators() {}

  /** Whether a critic does. */
  public static boolean critic(PostTrainingJob job) {
    return job.has("critic", CallKind.TRAINING);
  }

  /** Whether a second, greedy response does (ReMax). */
  public static boolean greedyBaseline(PostTrainingJob job) {
    return job.workload().dataflow().name().equals(Algorithm.REMAX.key());
  }

  /** Whether groups of like rewards are sampled again (DAPO). */
  public static boolean samplesAgain(PostTrainingJob job) {
    return job.workload().dataflow().name().equals(Algorithm.DAPO.key());
  }

  /**
   * Responses to each prompt: as the question has it; where it has one, what is usual: one for a
   * critic or a baseline, else a group.
   */
  public static int groupSize(PostTrainingJob job) {
    if (job.workload().group() > 1) {
      return job.workload().group();
    }
    return critic(job) || greedyBaseline(job) ? 1 : 16;
  }
}
