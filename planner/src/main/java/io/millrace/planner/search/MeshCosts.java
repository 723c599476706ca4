package io.millrace.planner.search;

import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.planner.space.MeshSpace;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import io.millrace.simulator.lowering.training.PlanLayout;
import io.millrace.simulator.lowering.training.ReplicaCosts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the plans with some degrees cost, by their numbers. Layouts and exchanges are prepared when
 * they are first asked for, and kept for all plans that have them.
 */
final class MeshCosts {
  private static final byte UNKNOWN = 0;
  private static final byte YES = 1;
  private static final byte NO = 2;

  /** What replicas do differs for one micro-batch and for several, but not for how many. */
  private static final int SIZES = 2;

  private final MeshSpace space;
  private final PlanCosts costs;
  private final int replicas;
  private final int[] sizeOf;

  /** By pipelining: one whose stages hold the same, whatever the order of their passes. */
  private final int[] spreadOf;

  private final @Nullable PlanLayout[] layouts;
  private final @Nullable ReplicaCosts[] exchanges;
  private final double[] leastBytes;
  private final byte[] mayFit;

  MeshCosts(MeshSpace space, PlanCosts costs) {
    this.space = space;
    this.costs = costs;
    this.replicas = space.replicas().size();
    this.sizeOf =
        space.layers().stream()
            .mapToInt(it -> space.batchOfReplica() == it.microBatch() ? 0 : 1)
            .toArray();
    this.spreadOf = spreads(space.pipelinings());
    int pipelinings = spreadOf.length;
    this.layouts = new PlanLayout[pipelinings];
    this.exchanges = new ReplicaCosts[pipelinings * SIZES * replicas];
    this.leastBytes = new double[exchanges.length];
    this.mayFit = new byte[pipelinings * SIZES];
  }

  /** What stages hold of a pipeline's layers, and where they lie. */
  private record Spread(
      int chunks,
      boolean vShaped,
      VocabularyPlacement vocabulary,
      List<Integer> layers,
      RankOrder ranks) {}

  private static int[] spreads(List<Pipelining> pipelinings) {
    Map<Spread, Integer> first = new HashMap<>();
    int[] spreads = new int[pipelinings.size()];
    for (int i = 0; i < spreads.length; i++) {
      Pipelining it = pipelinings.get(i);
      Spread spread =
          new Spread(
              it.virtualStages(),
              it.schedule().vShaped(),
              it.vocabulary(),
              it.stageLayers(),
              it.rankOrder());
      Integer same = first.putIfAbsent(spread, i);
      spreads[i] = same == null ? i : same;
    }
    return spreads;
  }

  /** Seconds below which no plan of interest gets that works through its layers so. */
  double leastSeconds(int layer, double atMost) {
    return costs.leastSeconds(space.degrees(), space.layers().get(layer), atMost);
  }

  /** Seconds below which no plan of interest gets with these passes. */
  double leastSeconds(int pipelining, PassCosts passes, double atMost) {
    return costs.leastSeconds(layout(pipelining), passes, atMost);
  }

  /** The same with what replicas do. */
  double leastSeconds(int layer, int pipelining, int replica, double leastSeconds) {
    int index = index(layer, pipelining, replica);
    ReplicaCosts exchange = exchange(index, layer, pipelining, replica);
    return costs.leastSeconds(layout(pipelining), exchange, leastSeconds);
  }

  /** Joules below which no plan gets with these passes that takes at least so many seconds. */
  double leastJoules(int pipelining, PassCosts passes, double leastSeconds) {
    return costs.leastJoules(layout(pipelining), passes, leastSeconds);
  }

  /** The passes of a plan; with a pipeline they do not depend on the replicas. */
  PassCosts passes(int layer, int pipelining, int replica) {
    return costs.passes(
        layout(pipelining), space.layers().get(layer), space.replicas().get(replica));
  }

  /** Bytes that the fullest stage needs at least, whatever its passes keep. */
  double leastBytes(int layer, int pipelining, int replica) {
    int index = index(layer, pipelining, replica);
    exchange(index, layer, pipelining, replica);
    return leastBytes[index];
  }

  /** The same with what its passes keep at least. */
  double leastBytes(int layer, int pipelining, int replica, PassCosts passes) {
    int index = index(layer, pipelining, replica);
    ReplicaCosts exchange = exchange(index, layer, pipelining, replica);
    return costs.leastBytes(layout(pipelining), passes, exchange);
  }

  /**
   * Whether there is a way to share among replicas that may fit into some bytes, as far as can be
   * told without the passes; the one that shares most is asked first.
   */
  boolean mayFit(int layer, int pipelining, double bytes) {
    int index = spreadOf[pipelining] * SIZES + sizeOf[layer];
    if (mayFit[index] == UNKNOWN) {
      int replica = replicas - 1;
      while (replica >= 0 && leastBytes(layer, pipelining, replica) > bytes) {
        replica--;
      }
      mayFit[index] = replica < 0 ? NO : YES;
    }
    return mayFit[index] == YES;
  }

  /** Whether a plan may fit, as far as can be told from its passes. */
  boolean mayFit(int layer, int pipelining, int replica, PassCosts passes) {
    int index = index(layer, pipelining, replica);
    return costs.mayFit(layout(pipelining), passes, exchange(index, layer, pipelining, replica));
  }

  /** Costs a plan. */
  void evaluate(int layer, int pipelining, int replica, PassCosts passes, PlanFigures figures) {
    int index = index(layer, pipelining, replica);
    ReplicaCosts exchange = exchange(index, layer, pipelining, replica);
    costs.evaluate(layout(pipelining), passes, exchange, figures);
  }

  /** Bytes that a device has. */
  double capacityBytes() {
    return costs.capacityBytes();
  }

  private int index(int layer, int pipelining, int replica) {
    return (spreadOf[pipelining] * SIZES + sizeOf[layer]) * replicas + replica;
  }

  private PlanLayout layout(int pipelining) {
    PlanLayout known = layouts[pipelining];
    if (known == null) {
      known = costs.layout(space.degrees(), space.pipelinings().get(pipelining));
      layouts[pipelining] = known;
    }
    return known;
  }

  private ReplicaCosts exchange(int index, int layer, int pipelining, int replica) {
    ReplicaCosts known = exchanges[index];
    if (known == null) {
      PlanLayout layout = layout(spreadOf[pipelining]);
      int batch = space.batchOfReplica() / space.layers().get(layer).microBatch();
      known = costs.replicas(layout, space.replicas().get(replica), batch);
      exchanges[index] = known;
      leastBytes[index] = costs.leastBytes(layout, known);
    }
    return known;
  }
}
