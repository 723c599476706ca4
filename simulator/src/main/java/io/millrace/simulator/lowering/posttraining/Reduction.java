package io.millrace.simulator.lowering.posttraining;

import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.GroupPlacement;

/**
 * What it takes tensor-parallel ranks to sum their parts: by the library of collectives, or, where
 * links join all of them, by the engine's own kernel, which starts faster (vLLM's {@code
 * custom_all_reduce.cuh}).
 */
final class Reduction {
  private final CostModel costs;
  private final GroupPlacement group;
  private final double ownStart;

  /**
   * Sums of a group.
   *
   * @param ownStart seconds until data flow in the engine's own kernel; 0 where it has none or the
   *     group is too far apart
   */
  Reduction(CostModel costs, GroupPlacement group, double ownStart) {
    this.costs = costs;
    this.group = group;
    this.ownStart = ownStart;
  }

  double seconds(double bytes) {
    if (group.isAlone()) {
      return 0;
    }
    CollectiveCost library = costs.cost(new Collective(Collective.Kind.ALL_REDUCE, bytes), group);
    return ownStart == 0
        ? library.seconds()
        : Math.min(library.seconds(), ownStart + library.transferSeconds());
  }
}
