package io.millrace.planner.space;

import io.millrace.model.framework.FrameworkProfile.DataExchange;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.Sharding;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** All ways of sharing among replicas that some degrees allow. */
final class ReplicaStrategies {
  private final Scenario scenario;
  private final ParallelStrategy degrees;

  ReplicaStrategies(Scenario scenario, ParallelStrategy degrees) {
    this.scenario = scenario;
    this.degrees = degrees;
  }

  /**
   * Copies first, then more and more shared out; over all ranks before a node's; exchanges as the
   * framework's usually do before others. What is exchanged in each pass runs beside it anyway.
   */
  List<ReplicaStrategy> all() {
    int ranks = degrees.data() * degrees.context();
    if (ranks == 1) {
      return List.of(ReplicaStrategy.COPIES);
    }
    DataExchange usual = scenario.framework().dataExchange();
    List<ReplicaStrategy> all = new ArrayList<>();
    for (Sharding sharding : Sharding.values()) {
      boolean inPasses = sharding.shardsWeights() && degrees.pipeline() == 1;
      for (OptionalInt group : groups(sharding, ranks)) {
        boolean once = !inPasses || group.isPresent();
        for (Overlap gradients : overlaps(usual.gradientsOverlap() || !once)) {
          boolean weightsMatter = sharding != Sharding.NONE && !inPasses;
          for (Overlap weights : overlaps(usual.weightsOverlap() || !weightsMatter)) {
            all.add(new ReplicaStrategy(sharding, group, gradients, weights));
          }
        }
      }
    }
    return all;
  }

  /** All ranks, or those of a node, which copy each other across nodes. */
  private List<OptionalInt> groups(Sharding sharding, int ranks) {
    int ofNode = scenario.cluster().devicesPerNode() / degrees.tensor();
    boolean hybrid =
        sharding != Sharding.NONE && ofNode > 1 && ofNode < ranks && ranks % ofNode == 0;
    return hybrid
        ? List.of(OptionalInt.empty(), OptionalInt.of(ofNode))
        : List.of(OptionalInt.empty());
  }

  private static List<Overlap> overlaps(boolean usual) {
    return usual ? List.of(Overlap.USUAL) : List.of(Overlap.USUAL, Overlap.ON);
  }
}
