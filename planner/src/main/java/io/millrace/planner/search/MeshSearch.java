package io.millrace.planner.search;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.planner.space.MeshSpace;
import io.millrace.planner.space.Rule;
import io.millrace.simulator.PlanCosts;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import io.millrace.simulator.lowering.training.PlanLayout;
import io.millrace.simulator.lowering.training.ReplicaCosts;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Searches the plans with some degrees: ways through the layers by their bounds, for each of them
 * the pipelines, for each of these the ways of sharing among replicas. What does not depend on an
 * outer choice is prepared once, and only when a bound has not ruled it out.
 */
final class MeshSearch {
  private final Mesh mesh;
  private final MeshSpace space;
  private final PlanCosts costs;
  private final Wanted wanted;
  private final StopSign stop;
  private final long budget;
  private final Counts counts = new Counts();
  private final PlanFigures figures = new PlanFigures();
  private final Thrift thrift;
  private final int replicas;
  private final int pipelinings;
  private final int[] microBatches;
  private final @Nullable PlanLayout[] layouts;
  private final @Nullable ReplicaCosts[] exchanges;
  private final long[] fitting;
  private double open = Double.POSITIVE_INFINITY;

  /**
   * Prepares a search.
   *
   * @param costs of the mesh's setting
   * @param budget how many plans may be costed
   */
  MeshSearch(
      Mesh mesh, MeshSpace space, PlanCosts costs, Wanted wanted, StopSign stop, long budget) {
    this.mesh = mesh;
    this.space = space;
    this.costs = costs;
    this.wanted = wanted;
    this.stop = stop;
    this.budget = budget;
    this.thrift = new Thrift(space.layers());
    this.replicas = space.replicas().size();
    this.pipelinings = space.pipelinings().size();
    this.microBatches =
        space.layers().stream().mapToInt(LayerStrategy::microBatch).distinct().sorted().toArray();
    this.layouts = new PlanLayout[pipelinings];
    this.exchanges = new ReplicaCosts[pipelinings * microBatches.length * replicas];
    this.fitting = new long[thrift.families() * pipelinings * replicas];
  }

  MeshOutcome run() {
    space.forbidden().forEach(counts::rule);
    List<LayerStrategy> layers = space.layers();
    double[] bounds = new double[layers.size()];
    for (int layer = 0; layer < bounds.length; layer++) {
      bounds[layer] = costs.leastSeconds(mesh.degrees(), layers.get(layer));
    }
    int[] byBound =
        IntStream.range(0, bounds.length)
            .boxed()
            .sorted(Comparator.comparingDouble(it -> bounds[it]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int layer : byBound) {
      if (wanted.rejects(bounds[layer], 0)) {
        counts.bound((long) pipelinings * replicas);
      } else {
        search(layer, bounds[layer]);
      }
    }
    return new MeshOutcome(wanted.found(), counts, open);
  }

  private boolean ended() {
    return counts.evaluated() >= budget || stop.isRaised();
  }

  private void leave(double leastSeconds) {
    open = Math.min(open, mesh.setting().goal().atLeast(leastSeconds));
  }

  private void search(int layer, double leastSeconds) {
    for (int pipelining = 0; pipelining < pipelinings; pipelining++) {
      if (ended()) {
        leave(leastSeconds);
        return;
      }
      Optional<Rule> broken = space.forbids(layer, pipelining);
      if (broken.isPresent()) {
        counts.rule(broken.get().name(), replicas);
      } else if (mesh.degrees().pipeline() > 1) {
        searchStages(layer, pipelining);
      } else {
        searchOneStage(layer);
      }
    }
  }

  /** With a pipeline, what passes take does not depend on the replicas. */
  private void searchStages(int layer, int pipelining) {
    PlanLayout layout = layout(pipelining);
    PassCosts passes = costs.passes(layout, space.layers().get(layer), space.replicas().getFirst());
    double least = costs.leastSeconds(layout, passes);
    if (wanted.rejects(least, 0)) {
      counts.bound(replicas);
      return;
    }
    for (int replica = 0; replica < replicas; replica++) {
      if (ended()) {
        leave(least);
        return;
      }
      search(layer, pipelining, replica, layout, passes, least);
    }
  }

  private void searchOneStage(int layer) {
    PlanLayout layout = layout(0);
    for (int replica = 0; replica < replicas; replica++) {
      PassCosts passes =
          costs.passes(layout, space.layers().get(layer), space.replicas().get(replica));
      double least = costs.leastSeconds(layout, passes);
      if (wanted.rejects(least, 0)) {
        counts.bound(1);
      } else if (ended()) {
        leave(least);
      } else {
        search(layer, 0, replica, layout, passes, least);
      }
    }
  }

  private void search(
      int layer, int pipelining, int replica, PlanLayout layout, PassCosts passes, double least) {
    int same = (thrift.family(layer) * pipelinings + pipelining) * replicas + replica;
    if (wanted.ignoresThriftier() && (fitting[same] & thrift.lazier(layer)) != 0) {
      counts.dominated(1);
      return;
    }
    ReplicaCosts exchange = exchange(layer, pipelining, replica, layout, passes);
    double bytes = costs.leastBytes(layout, exchange);
    if (bytes > costs.capacityBytes() && !wanted.acceptsTooLarge()) {
      counts.memory(1);
      return;
    }
    if (wanted.rejects(least, bytes)) {
      counts.bound(1);
      return;
    }
    costs.evaluate(layout, passes, exchange, figures);
    counts.evaluated(figures.fits());
    if (figures.fits()) {
      fitting[same] |= thrift.own(layer);
    }
    if (figures.fits() || wanted.acceptsTooLarge()) {
      wanted.offer(layer, pipelining, replica, figures);
    }
  }

  private PlanLayout layout(int pipelining) {
    PlanLayout known = layouts[pipelining];
    if (known == null) {
      known = costs.layout(mesh.degrees(), space.pipelinings().get(pipelining));
      layouts[pipelining] = known;
    }
    return known;
  }

  private ReplicaCosts exchange(
      int layer, int pipelining, int replica, PlanLayout layout, PassCosts passes) {
    int size = Arrays.binarySearch(microBatches, space.layers().get(layer).microBatch());
    int index = (pipelining * microBatches.length + size) * replicas + replica;
    ReplicaCosts known = exchanges[index];
    if (known == null) {
      ReplicaStrategy strategy = space.replicas().get(replica);
      known = costs.replicas(layout, strategy, passes.microBatches());
      exchanges[index] = known;
    }
    return known;
  }
}
