package io.millrace.planner.search;

import io.millrace.planner.space.MeshSpace;
import io.millrace.planner.space.Rule;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Searches the plans with some degrees: ways through the layers by their bounds, for each of them
 * the pipelines, for each of these the ways of sharing among replicas. What does not depend on an
 * outer choice is prepared once, and only when no bound on time or memory has ruled it out.
 */
final class MeshSearch {
  private final Mesh mesh;
  private final MeshSpace space;
  private final MeshCosts costs;
  private final Wanted wanted;
  private final StopSign stop;
  private final long budget;
  private final Counts counts = new Counts();
  private final PlanFigures figures = new PlanFigures();
  private final Thrift thrift;
  private final int replicas;
  private final int pipelinings;
  private final long[] fitting;
  private final double capacity;
  private double open = Double.POSITIVE_INFINITY;

  /**
   * Prepares a search.
   *
   * @param costs of the mesh's plans
   * @param budget how many plans may be costed
   */
  MeshSearch(
      Mesh mesh, MeshSpace space, MeshCosts costs, Wanted wanted, StopSign stop, long budget) {
    this.mesh = mesh;
    this.space = space;
    this.costs = costs;
    this.wanted = wanted;
    this.stop = stop;
    this.budget = budget;
    this.thrift = new Thrift(space.layers());
    this.replicas = space.replicas().size();
    this.pipelinings = space.pipelinings().size();
    this.fitting = new long[thrift.families() * pipelinings * replicas];
    this.capacity = costs.capacityBytes();
  }

  /** Decides all plans, or as many as the budget allows. */
  void run() {
    space.forbidden().forEach(counts::rule);
    double[] bounds = new double[space.layers().size()];
    for (int layer = 0; layer < bounds.length; layer++) {
      bounds[layer] = costs.leastSeconds(layer, wanted.atMostSeconds());
    }
    int[] byBound =
        IntStream.range(0, bounds.length)
            .boxed()
            .sorted(Comparator.comparingDouble(it -> bounds[it]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int layer : byBound) {
      if (wanted.rejects(bounds[layer], 0, 0)
          || wanted.rejects(costs.leastSeconds(layer, wanted.atMostSeconds()), 0, 0)) {
        counts.bound((long) pipelinings * replicas);
      } else {
        search(layer, bounds[layer]);
      }
    }
  }

  /** What became of the plans. */
  Counts counts() {
    return counts;
  }

  /** What nothing that was left out gets below; infinite if nothing was. */
  double open() {
    return open;
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
      } else if (!costs.mayFit(layer, pipelining, capacity)) {
        counts.memory(replicas);
      } else if (mesh.degrees().pipeline() > 1) {
        searchStages(layer, pipelining);
      } else {
        searchOneStage(layer);
      }
    }
  }

  /** With a pipeline, what passes take does not depend on the replicas. */
  private void searchStages(int layer, int pipelining) {
    PassCosts passes = costs.passes(layer, pipelining, 0);
    double least = Double.NaN;
    for (int replica = 0; replica < replicas; replica++) {
      if (cannotMatter(layer, pipelining, replica, passes)) {
        continue;
      }
      if (Double.isNaN(least)) {
        least = costs.leastSeconds(pipelining, passes, wanted.atMostSeconds());
      }
      search(layer, pipelining, replica, passes, least);
    }
  }

  private void searchOneStage(int layer) {
    for (int replica = 0; replica < replicas; replica++) {
      Optional<Rule> broken = space.forbidsSharing(layer, replica);
      if (broken.isPresent()) {
        counts.rule(broken.get().name(), 1);
        continue;
      }
      PassCosts passes = costs.passes(layer, 0, replica);
      if (!cannotMatter(layer, 0, replica, passes)) {
        search(layer, 0, replica, passes, costs.leastSeconds(0, passes, wanted.atMostSeconds()));
      }
    }
  }

  /** Whether a plan is ruled out by what is known before its passes are simulated. */
  private boolean cannotMatter(int layer, int pipelining, int replica, PassCosts passes) {
    boolean fitsWithLess =
        wanted.ignoresThriftier()
            && leavesPassesAlone(replica)
            && (fitting[same(layer, pipelining, replica)] & thrift.lazier(layer)) != 0;
    if (fitsWithLess) {
      counts.dominated(1);
      return true;
    }
    if (costs.leastBytes(layer, pipelining, replica) > capacity
        || costs.leastBytes(layer, pipelining, replica, passes) > capacity) {
      counts.memory(1);
      return true;
    }
    return false;
  }

  /**
   * Whether replicas exchange nothing in each pass. Where they do, a pass that computes more may
   * meet less of what is exchanged, and be shorter by some percent.
   */
  private boolean leavesPassesAlone(int replica) {
    return mesh.degrees().pipeline() > 1
        || !space.replicas().get(replica).sharding().shardsGradients();
  }

  private int same(int layer, int pipelining, int replica) {
    return (thrift.family(layer) * pipelinings + pipelining) * replicas + replica;
  }

  private void search(int layer, int pipelining, int replica, PassCosts passes, double least) {
    double bytes = costs.leastBytes(layer, pipelining, replica, passes);
    double seconds = least;
    double joules = 0;
    if (!wanted.rejects(seconds, joules, bytes)) {
      seconds = costs.leastSeconds(layer, pipelining, replica, least);
      joules = wanted.countsEnergy() ? costs.leastJoules(pipelining, passes, seconds) : 0;
    }
    if (wanted.rejects(seconds, joules, bytes)) {
      counts.bound(1);
      return;
    }
    if (ended()) {
      leave(seconds);
      return;
    }
    if (!costs.mayFit(layer, pipelining, replica, passes)) {
      counts.memory(1);
      return;
    }
    costs.evaluate(layer, pipelining, replica, passes, figures);
    counts.evaluated(figures.fits());
    if (figures.fits()) {
      fitting[same(layer, pipelining, replica)] |= thrift.own(layer);
      wanted.offer(layer, pipelining, replica, figures);
    }
  }
}
