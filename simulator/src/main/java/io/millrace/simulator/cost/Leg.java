package io.millrace.simulator.cost;

import io.millrace.simulator.cost.Protocol.Links;
import java.util.Optional;

/**
 * A level of the cluster as one group uses it.
 *
 * @param level its index among the levels of the cluster
 * @param links what libraries take it for
 * @param fabric what collectives reach there; absent for the network between nodes
 * @param latencySeconds from device to device
 * @param rate what each rank sends over it, bytes per second, when its neighbours do the same
 * @param width ranks of a block that the level joins to others: so many send at once
 * @param members ranks of the group that it joins
 * @param below ranks that the level below already joins
 * @param steps of a ring through all ranks that go over it
 */
record Leg(
    int level,
    Links links,
    Optional<FabricParameters> fabric,
    double latencySeconds,
    double rate,
    int width,
    int members,
    int below,
    double steps) {

  boolean isNetwork() {
    return fabric.isEmpty();
  }

  /** What crosses the border of a block of inner ranks, bytes per second. */
  double borderRate() {
    return rate * width;
  }

  /** How many blocks of inner ranks it joins. */
  int blocks() {
    return Math.ceilDiv(members, below);
  }
}
