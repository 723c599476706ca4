package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.cost.GroupPlacement;

/**
 * Something that the replicas of a chunk exchange once an iteration.
 *
 * @param name what to call it
 * @param collective one of them
 * @param ranks that take part
 * @param cost of one
 * @param messages how many of them there are, one after the other
 */
record ReplicaExchange(
    String name, Collective collective, GroupPlacement ranks, CollectiveCost cost, int messages) {

  /** Until data flow. */
  double startSeconds() {
    return messages * cost.startSeconds();
  }

  /** In which data flow. */
  double transferSeconds() {
    return messages * cost.transferSeconds();
  }

  /** Until all of it is done. */
  double seconds() {
    return startSeconds() + transferSeconds();
  }
}
