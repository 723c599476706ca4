package io.millrace.planner.search;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.planner.space.MeshSpace;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The plan with some degrees that needs the least memory, whether it fits or not: of those that
 * save wherever there is a choice, with the smallest micro-batches and the most sharing.
 */
final class Thriftiest {
  private final Mesh mesh;
  private final MeshSpace space;
  private final MeshCosts costs;
  private final PlanFigures figures = new PlanFigures();
  private Optional<Found> least = Optional.empty();

  Thriftiest(Mesh mesh, MeshSpace space, MeshCosts costs) {
    this.mesh = mesh;
    this.space = space;
    this.costs = costs;
  }

  /**
   * Finds it.
   *
   * @param bytes that it has to get below to matter
   */
  Optional<Found> below(double bytes) {
    int[] layers = layers();
    int[] replicas = replicas();
    for (int pipelining = 0; pipelining < space.pipelinings().size(); pipelining++) {
      if (isPlain(space.pipelinings().get(pipelining))) {
        for (int layer : layers) {
          if (space.forbids(layer, pipelining).isEmpty()) {
            for (int replica : replicas) {
              if (space.forbidsSharing(layer, replica).isEmpty()) {
                look(layer, pipelining, replica, bytes);
              }
            }
          }
        }
      }
    }
    return least;
  }

  private void look(int layer, int pipelining, int replica, double bytes) {
    double limit = least.map(Found::fullestBytes).orElse(bytes);
    if (costs.leastBytes(layer, pipelining, replica) >= limit) {
      return;
    }
    PassCosts passes = costs.passes(layer, pipelining, replica);
    costs.evaluate(layer, pipelining, replica, passes, figures);
    if (figures.fullestBytes() < limit) {
      least =
          Optional.of(
              Found.of(
                  mesh.setting(),
                  space.plan(layer, pipelining, replica),
                  new Found.Place(mesh.order(), layer, pipelining, replica),
                  figures.fullestBytes(),
                  figures));
    }
  }

  private static boolean isPlain(Pipelining it) {
    return it.stageLayers().isEmpty()
        && it.vocabulary() == VocabularyPlacement.LAST_STAGE
        && it.rankOrder() == RankOrder.DATA_BEFORE_PIPELINE;
  }

  /** The smallest micro-batches of ranks that share what they can, whatever they keep. */
  private int[] layers() {
    List<LayerStrategy> all = space.layers();
    int smallest = all.stream().mapToInt(LayerStrategy::microBatch).min().orElse(1);
    boolean sequence = all.stream().anyMatch(LayerStrategy::sequenceParallel);
    return IntStream.range(0, all.size())
        .filter(
            it ->
                all.get(it).microBatch() == smallest
                    && all.get(it).sequenceParallel() == sequence
                    && all.get(it).contextExchange() == all.getFirst().contextExchange()
                    && all.get(it).recomputeSpan().layers() == 1)
        .toArray();
  }

  /** The two ways that share most among all ranks, the one that shares more first. */
  private int[] replicas() {
    List<ReplicaStrategy> all = space.replicas();
    return IntStream.range(0, all.size())
        .map(it -> all.size() - 1 - it)
        .filter(it -> all.get(it).shardingGroup().isEmpty())
        .limit(2)
        .toArray();
  }
}
