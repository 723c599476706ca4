package io.millrace.planner.posttraining.launcher;

import io.millrace.model.plan.ParallelStrategy;

/** How many ranks share an expert, and how engines of vLLM say it. */
public final class ExpertRanks {

  private ExpertRanks() {}

  /**
   * Tensor-parallel ranks that share one expert: all of them where they {@linkplain
   * ParallelStrategy#slicesExperts slice} it, else it is one rank's own.
   */
  public static int tensor(ParallelStrategy degrees) {
    return degrees.slicesExperts() ? degrees.tensor() : 1;
  }

  /**
   * Whether an engine of vLLM has words for the degrees: it spreads experts over all
   * tensor-parallel ranks of some replicas, which it then calls its own data parallelism, and
   * slices none (verl, verl/workers/config/rollout.py; NeMo-RL,
   * examples/configs/grpo_math_1B.yaml).
   */
  public static boolean fitEngine(ParallelStrategy degrees) {
    if (degrees.expert() == 1) {
      return true;
    }
    int replicas = degrees.expert() / degrees.tensor();
    return degrees.expert() % degrees.tensor() == 0
        && tensor(degrees) == 1
        && degrees.data() % Math.max(1, replicas) == 0;
  }

  /** Replicas among which an engine of vLLM spreads experts. */
  public static int engineReplicas(ParallelStrategy degrees) {
    return Math.max(1, degrees.expert() / degrees.tensor());
  }
}
