package io.millrace.planner.posttraining;

import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.simulator.lowering.posttraining.CallCost;
import java.util.List;

/**
 * A way to spread a group of calls over a mesh of some size, with what each call costs.
 *
 * @param number among all options of a space
 * @param placement on a mesh that begins at the first device
 * @param alone costs of the group's calls where no model is trained on their devices
 * @param beside costs where one is
 * @param firstPortion seconds until engines that rested have a portion of responses, where
 *     responses stream
 */
record PlacementOption(
    int number,
    CallPlacement placement,
    List<CallCost> alone,
    List<CallCost> beside,
    double firstPortion) {

  /** Copies the lists. */
  PlacementOption {
    alone = List.copyOf(alone);
    beside = List.copyOf(beside);
  }

  int size() {
    return placement.mesh().size();
  }

  CallCost cost(int call, boolean isBeside) {
    return isBeside ? beside.get(call) : alone.get(call);
  }

  /** The fewest seconds that a call of the group takes with it. */
  double leastSeconds(int call) {
    return Math.min(alone.get(call).seconds(), beside.get(call).seconds());
  }

  /** Seconds of all calls of the group. */
  double sum() {
    double sum = 0;
    for (int call = 0; call < alone.size(); call++) {
      sum += leastSeconds(call);
    }
    return sum;
  }

  /** Whether all degrees are the same but for data parallelism. */
  boolean isSlicedAs(PlacementOption other) {
    ParallelStrategy its = placement.strategy();
    ParallelStrategy that = other.placement.strategy();
    return its.tensor() == that.tensor()
        && its.pipeline() == that.pipeline()
        && its.context() == that.context()
        && its.expert() == that.expert();
  }

  PlacementOption numbered(int other) {
    return new PlacementOption(other, placement, alone, beside, firstPortion);
  }
}
