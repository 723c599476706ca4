package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.plan.ParallelStrategy;

/**
 * Who has the experts of an engine. Within an engine every rank sees all of its tokens: ranks have
 * whole experts, or slices of them, and the sum over ranks that follows every network puts results
 * together. Experts that are spread further are shared by several engines, which take their steps
 * together and send each token to the ranks of its experts and back (vLLM,
 * docs/serving/expert_parallel_deployment.md).
 *
 * @param tensor ranks of an engine
 * @param ranks that share the experts
 */
record ExpertSharing(int tensor, int ranks) {

  static ExpertSharing of(ParallelStrategy strategy) {
    return new ExpertSharing(strategy.tensor(), strategy.expert());
  }

  /** Ranks that share each expert. */
  int slices() {
    return Math.max(1, tensor / ranks);
  }

  /** Engines that share the experts. */
  int engines() {
    return Math.max(1, ranks / tensor);
  }

  /** Share of all routed experts' weights that a rank has. */
  double share() {
    return 1.0 / Math.max(tensor, ranks);
  }
}
