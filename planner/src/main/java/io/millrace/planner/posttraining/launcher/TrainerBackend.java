package io.millrace.planner.posttraining.launcher;

import io.millrace.model.plan.Sharding;
import io.millrace.model.posttraining.PostTrainingScenario;

/**
 * What runs the trainers of launchers that have two of them. The workload's sharding decides: a
 * distributed optimizer is Megatron's, what shares out gradients as well is PyTorch's FSDP.
 */
public enum TrainerBackend {
  /** Megatron-Core with its distributed optimizer. */
  MEGATRON,
  /** PyTorch's fully sharded data parallelism. */
  FULLY_SHARDED;

  /** The one that a question asks for. */
  public static TrainerBackend of(PostTrainingScenario scenario) {
    return of(scenario.workload().sharding());
  }

  /** The one that a way to share out asks for. */
  public static TrainerBackend of(Sharding sharding) {
    return sharding.shardsGradients() ? FULLY_SHARDED : MEGATRON;
  }
}
