package io.millrace.planner.export.posttraining;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.dataflow.CallKind;

/** How a dataflow weighs responses, which launchers name and dataflows tell by their calls. */
public final class Estimators {

  /** {@code num_generations_per_prompt} of NeMo-RL's examples/configs/grpo_math_1B.yaml. */
  private static final int USUAL_GROUP = 16;

  private Estimators() {}

  /** Whether a critic does. */
  public static boolean critic(PostTrainingLaunchJob job) {
    return job.has("critic", CallKind.TRAINING);
  }

  /** Whether a second, greedy response does (ReMax). */
  public static boolean greedyBaseline(PostTrainingLaunchJob job) {
    return job.workload().dataflow().name().equals(Algorithm.REMAX.key());
  }

  /** Whether groups of like rewards are sampled again (DAPO). */
  public static boolean samplesAgain(PostTrainingLaunchJob job) {
    return job.workload().dataflow().name().equals(Algorithm.DAPO.key());
  }

  /**
   * Responses to each prompt: as the question has it; where it has one, what is usual: one for a
   * critic or a baseline, else a group.
   */
  public static int groupSize(PostTrainingLaunchJob job) {
    if (job.workload().group() > 1) {
      return job.workload().group();
    }
    return critic(job) || greedyBaseline(job) ? 1 : USUAL_GROUP;
  }
}
