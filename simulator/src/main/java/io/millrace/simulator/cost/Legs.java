package io.millrace.simulator.cost;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.FabricLevel;
import io.millrace.simulator.cost.GroupPlacement.Reach;
import io.millrace.simulator.cost.Protocol.Links;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what each level of a cluster gives to a group. */
final class Legs {
  private final Cluster cluster;
  private final List<FabricLevel> levels;

  /** The fabric of each level within the nodes' own links, innermost first. */
  private final List<FabricParameters> fabrics;

  private final NetworkParameters network;

  Legs(Cluster cluster, CollectiveTable table) {
    this.cluster = cluster;
    this.levels = cluster.levels();
    this.network = table.network();
    this.fabrics =
        levels.stream().filter(this::isNear).map(it -> table.fabric(cluster.fabric(it))).toList();
  }

  private boolean isNear(FabricLevel level) {
    return level.span() <= cluster.scaleUpDomain();
  }

  List<FabricParameters> fabrics() {
    return fabrics;
  }

  /** The levels that a group uses, innermost first. */
  List<Leg> of(GroupPlacement group) {
    List<Leg> legs = new ArrayList<>();
    for (Reach reach : group.reach()) {
      legs.add(isNear(reach.level()) ? near(group, reach) : far(group, reach));
    }
    return legs;
  }

  /** Of a ring through all ranks, each block of a level is entered once from another one. */
  private static double steps(GroupPlacement group, Reach reach) {
    double last = reach.members() == group.size() ? 1 : (double) group.size() / reach.members();
    return (double) group.size() / reach.membersBelow() - last;
  }

  private Leg near(GroupPlacement group, Reach reach) {
    int index = index(reach.level());
    FabricParameters fabric = fabrics.get(index);
    FabricLevel level = reach.level();
    boolean shared = level.kind() == FabricLevel.Kind.BUS;
    double rate =
        switch (level.kind()) {
          case SWITCH -> level.perDevice().bytesPerSecond();
          case MESH, RING, TORUS -> level.within(reach.members()).perDevice().bytesPerSecond();
          case BUS ->
              level.reachableAlone().bytesPerSecond()
                  * Math.pow(2.0 / Math.max(2, reach.blocks()), fabric.contention());
        };
    return new Leg(
        index,
        fabric.links(),
        Optional.of(fabric),
        level.latency().seconds(),
        rate,
        shared ? 1 : reach.membersBelow(),
        reach.members(),
        reach.membersBelow(),
        steps(group, reach));
  }

  private Leg far(GroupPlacement group, Reach reach) {
    return new Leg(
        index(reach.level()),
        Links.NETWORK,
        Optional.empty(),
        reach.level().latency().seconds(),
        reach.level().perDevice().bytesPerSecond() * reachedThroughHost(),
        reach.membersBelow(),
        reach.members(),
        reach.membersBelow(),
        steps(group, reach));
  }

  /** The part of a NIC's rate that is left where several devices share it. */
  double reachedThroughHost() {
    double devices =
        cluster.network().alone().bytesPerSecond() / cluster.network().perDevice().bytesPerSecond();
    return 1 / (1 + network.sharing() * Math.log(devices) / Math.log(2));
  }

  private int index(FabricLevel level) {
    for (int i = 0; i < levels.size(); i++) {
      if (levels.get(i).name().equals(level.name())) {
        return i;
      }
    }
    throw new IllegalStateException(level.name() + " is no level of the cluster");
  }
}
