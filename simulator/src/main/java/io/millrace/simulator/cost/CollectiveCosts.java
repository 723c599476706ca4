package io.millrace.simulator.cost;

import io.millrace.model.hardware.Cluster;
import io.millrace.simulator.cost.CollectiveParameters.Curve;
import io.millrace.simulator.cost.CollectiveParameters.Transfer;
import io.millrace.simulator.cost.GroupPlacement.Reach;
import java.util.ArrayList;
import java.util.List;

/**
 * What collectives cost in one cluster: by measured curves inside a fabric and by rings and trees
 * across nodes.
 */
final class CollectiveCosts {
  private final Cluster cluster;
  private final CollectiveParameters near;
  private final NetworkParameters far;
  private final double memoryRate;

  /**
   * The costs in a cluster.
   *
   * @param memoryRate bytes per second that each device's main memory reaches
   */
  CollectiveCosts(
      Cluster cluster, CollectiveParameters near, NetworkParameters far, double memoryRate) {
    this.cluster = cluster;
    this.near = near;
    this.far = far;
    this.memoryRate = memoryRate;
  }

  CollectiveCost cost(Collective collective, GroupPlacement group) {
    if (group.isAlone() || collective.bytes() == 0) {
      return CollectiveCost.NONE;
    }
    return switch (collective.kind()) {
      case POINT_TO_POINT -> transfer(collective.bytes(), group);
      case ALL_TO_ALL -> allToAll(collective, group);
      case ALL_REDUCE, ALL_GATHER, REDUCE_SCATTER -> ring(collective, group);
    };
  }

  /** Whether a level is inside the fabric that the measured curves describe. */
  private boolean isNear(Reach reach) {
    return reach.level().span() <= cluster.scaleUpDomain();
  }

  /**
   * A ring through all ranks, or a hierarchy of rings: every level carries (members - 1) / members
   * of the data, and a level that joins blocks of {@code k} ranks has {@code k} devices' bandwidth
   * on each side of the cut, because libraries lay a ring through each NIC.
   */
  private CollectiveCost ring(Collective collective, GroupPlacement group) {
    double bytes = collective.bytes();
    double passes = collective.kind() == Collective.Kind.ALL_REDUCE ? 2 : 1;
    double start = 0;
    double transfer = 0;
    double engineShare = near.engineShare();
    for (Reach reach : group.reach()) {
      double crossing = passes * bytes * (reach.members() - 1) / reach.members();
      double link = reach.level().perDevice().bytesPerSecond();
      if (isNear(reach)) {
        Curve curve = near.curve(collective.kind(), reach.members());
        start = Math.max(start, curve.start(bytes));
        transfer = Math.max(transfer, crossing / (curve.share() * link));
      } else {
        start = Math.max(start, far.startSeconds() + steps(collective, reach));
        transfer = Math.max(transfer, crossing / (far.share() * link * reach.membersBelow()));
        if (reach.membersBelow() == 1) {
          engineShare = far.engineShare();
        }
      }
    }
    double memory = (passes + 1) * bytes / memoryRate;
    return new CollectiveCost(
        start, transfer, shares(group, transfer, bytes * passes), engineShare, memory);
  }

  private double steps(Collective collective, Reach reach) {
    double ring = far.ringStepSeconds() * (reach.members() - 1);
    if (collective.kind() != Collective.Kind.ALL_REDUCE) {
      return ring;
    }
    double tree = far.treeStepSeconds() * 2 * Math.log(reach.blocks()) / Math.log(2);
    return Math.min(2 * ring, tree);
  }

  /** Every rank sends an equal part to every other; each level carries what leaves its blocks. */
  private CollectiveCost allToAll(Collective collective, GroupPlacement group) {
    double bytes = collective.bytes();
    double start = 0;
    double transfer = 0;
    double engineShare = near.engineShare();
    for (Reach reach : group.reach()) {
      double leaving =
          bytes
              * (reach.members() - reach.membersBelow())
              / (double) group.size()
              * distinct(collective.copies(), reach);
      double link = reach.level().perDevice().bytesPerSecond();
      if (isNear(reach)) {
        Curve curve = near.curve(Collective.Kind.ALL_TO_ALL, reach.members());
        start = Math.max(start, curve.start(bytes));
        transfer = Math.max(transfer, leaving / (curve.share() * link));
      } else {
        start = Math.max(start, far.startSeconds() + far.ringStepSeconds() * reach.blocks());
        transfer = Math.max(transfer, leaving / (far.allToAllShare() * link));
      }
    }
    return new CollectiveCost(
        start, transfer, shares(group, transfer, bytes), engineShare, 2 * bytes / memoryRate);
  }

  /**
   * Share of the copies that really cross a level when each token is sent once to each block that
   * wants it and spread inside: of {@code c} copies among {@code b} blocks, {@code b (1 - (1 -
   * 1/b)^c)} blocks are hit on average.
   */
  private double distinct(int copies, Reach reach) {
    int blocks = reach.blocks();
    if (copies <= 1 || isNear(reach) || blocks <= 1) {
      return 1;
    }
    return blocks * (1 - Math.pow(1 - 1.0 / blocks, copies)) / copies;
  }

  private CollectiveCost transfer(double bytes, GroupPlacement group) {
    Reach reach = group.outermost();
    Transfer parameters = isNear(reach) ? near.pointToPoint() : far.pointToPoint();
    double link =
        isNear(reach)
            ? reach.level().pairwise().bytesPerSecond()
            : reach.level().perDevice().bytesPerSecond();
    double transfer = bytes / (parameters.share() * link);
    return new CollectiveCost(
        parameters.startSeconds(),
        transfer,
        shares(group, transfer, bytes),
        far.engineShare(),
        bytes / memoryRate);
  }

  /** The share of the device's bandwidth that is in use on each level of the cluster. */
  private double[] shares(GroupPlacement group, double transfer, double bytes) {
    List<Double> shares = new ArrayList<>();
    cluster.levels().forEach(level -> shares.add(0.0));
    for (Reach reach : group.reach()) {
      int index = levelIndex(reach);
      double sent =
          bytes
              * (reach.members() - 1)
              / reach.members()
              / Math.max(1, isNear(reach) ? 1 : reach.membersBelow());
      double rate = sent / Math.max(transfer, 1e-12) / reach.level().perDevice().bytesPerSecond();
      shares.set(index, Math.min(1, rate));
    }
    return shares.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private int levelIndex(Reach reach) {
    for (int i = 0; i < cluster.levels().size(); i++) {
      if (cluster.levels().get(i).name().equals(reach.level().name())) {
        return i;
      }
    }
    throw new IllegalStateException(reach.level().name() + " is no level of the cluster");
  }
}
