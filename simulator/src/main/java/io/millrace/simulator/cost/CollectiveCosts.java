package io.millrace.simulator.cost;

import io.millrace.model.hardware.Cluster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What collectives cost in one cluster: {@link RingCosts} of those that sum or gather, {@link
 * ExchangeCosts} of those in which every rank has something else for every other.
 */
final class CollectiveCosts {
  private final Cluster cluster;
  private final Legs legs;
  private final int levels;
  private final FabricParameters home;
  private final RingCosts rings;
  private final ExchangeCosts exchanges;
  private final double memoryRate;

  /**
   * The costs in a cluster.
   *
   * @param memoryRate bytes per second that each device's main memory reaches
   */
  CollectiveCosts(Cluster cluster, CollectiveTable table, double memoryRate) {
    this.cluster = cluster;
    this.legs = new Legs(cluster, table);
    this.levels = cluster.levels().size();
    this.home = legs.fabrics().isEmpty() ? table.generic() : legs.fabrics().getFirst();
    this.rings = new RingCosts(table.network());
    this.exchanges = new ExchangeCosts(table.network());
    this.memoryRate = memoryRate;
  }

  /** The parameters of the innermost links. */
  FabricParameters home() {
    return home;
  }

  CollectiveCost cost(Collective collective, GroupPlacement group) {
    if (group.isAlone() || collective.bytes() == 0) {
      return CollectiveCost.NONE;
    }
    List<Leg> used = legs.of(group);
    Candidate way =
        switch (collective.kind()) {
          case POINT_TO_POINT -> message(collective.bytes(), group, used.getLast());
          case ALL_TO_ALL -> exchanges.cost(collective, group.size(), used, home);
          case ALL_REDUCE, ALL_GATHER, REDUCE_SCATTER ->
              rings.cost(collective, group.size(), used, home);
        };
    double touched =
        switch (collective.kind()) {
          case ALL_REDUCE -> 3;
          case ALL_GATHER, REDUCE_SCATTER, ALL_TO_ALL -> 2;
          case POINT_TO_POINT -> 1;
        };
    return new CollectiveCost(
        way.startSeconds(),
        way.transferSeconds(),
        shares(way, used),
        way.engineShare(),
        touched * collective.bytes() / memoryRate);
  }

  /**
   * A message between stages. As many devices of the node send at once as lie between its ends: all
   * of them if the stages are whole nodes apart, one if they are neighbours in number.
   */
  private Candidate message(double bytes, GroupPlacement pair, Leg leg) {
    double rate;
    if (leg.isNetwork()) {
      int senders = Math.clamp(pair.stride(), 1, cluster.node().devices());
      double alone = cluster.network().alone().bytesPerSecond() * legs.reachedThroughHost();
      rate = Math.min(alone, leg.rate() * cluster.node().devices() / senders);
    } else {
      rate = pair.outermost().level().pairwise().bytesPerSecond();
    }
    return exchanges.message(bytes, leg, rate, home);
  }

  /** The share of the reachable rate that is in use on each level of the cluster. */
  private List<Double> shares(Candidate way, List<Leg> used) {
    List<Double> shares = new ArrayList<>(Collections.nCopies(levels, 0.0));
    double slowest = way.transferSeconds();
    for (int i = 0; i < way.legSeconds().size(); i++) {
      int level = used.get(i).level();
      double share = slowest == 0 ? 0 : way.legSeconds().get(i) / slowest;
      shares.set(level, Math.max(shares.get(level), share));
    }
    return shares;
  }
}
