package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.CollectiveCost;

/**
 * Something that the replicas of a chunk exchange once an iteration.
 *
 * @param name what to call it
 * @param cost of one collective
 * @param messages how many of them there are, one after the other
 */
record ReplicaExchange(String name, CollectiveCost cost, int messages) {

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
