package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.planner.SearchEffort;
import io.millrace.planner.posttraining.KnownPlans.Known;
import io.millrace.planner.search.StopSign;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import io.millrace.simulator.lowering.posttraining.MemoryClaims;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Searches one layout: known plans first, then a short proof, which mostly is enough; if it is not,
 * chains of random moves from several seeds, and the proof again from what they found.
 */
final class LayoutSearch {
  /** One from each known plan: there are four kinds. */
  private static final int CHAINS = 4;

  /**
   * Moves of a chain: some three seconds of PPO with models of 70B on 128 devices. There, chains of
   * a third of it ended up to 2 % behind, chains of twice as many no more than 0.7 % in front.
   */
  private static final int STEPS = 150;

  /** Nodes for what has to be quick, whatever the limits: a fraction of a second. */
  private static final long QUICK = 200_000;

  /** One part in so many of the work is for a proof before there is a good plan to prove. */
  private static final int SHORT = 20;

  private final PlacementSpace space;
  private final Supplier<CallCosts> callCosts;
  private final SearchEffort effort;
  private final StopSign stop;
  private final AssignmentCosts costs;
  private final boolean isComplete;
  private final List<Known> known = new ArrayList<>();
  private Assignment best;
  private double seconds = Double.POSITIVE_INFINITY;
  private double bound;
  private long evaluated;
  private long nodes;

  LayoutSearch(
      PlacementSpace space, Supplier<CallCosts> callCosts, SearchEffort effort, StopSign stop) {
    this.space = space;
    this.callCosts = callCosts;
    this.effort = effort;
    this.stop = stop;
    this.isComplete = !stop.isRaised();
    this.costs = costs();
    this.best = new Assignment(space.pools(), space.groups().size());
  }

  /** Costs for one thread. */
  private AssignmentCosts costs() {
    return costs(space, callCosts.get());
  }

  /** Costs of the assignments of a space, for one thread. */
  static AssignmentCosts costs(PlacementSpace space, CallCosts its) {
    List<ModelFunctionCall> calls = space.scenario().workload().dataflow().calls();
    double[] fixed = new double[calls.size()];
    for (int call = 0; call < fixed.length; call++) {
      fixed[call] = calls.get(call).kind().runsOnDevices() ? 0 : its.of(calls.get(call)).seconds();
    }
    return new AssignmentCosts(space, new MemoryClaims(space.scenario(), its), fixed);
  }

  /**
   * Searches for something better than what other layouts have.
   *
   * @param below what has to be beaten
   */
  void run(double below, long seed) {
    // known plans are quick, and an answer even to who cannot wait
    KnownPlans plans = new KnownPlans(space, costs, new SearchLimit(QUICK, new StopSign()));
    plans.symmetric().ifPresent(known::add);
    plans.colocated().ifPresent(known::add);
    if (known.isEmpty() || !stop.isRaised()) {
      plans.heuristic().ifPresent(known::add);
      plans.split().stream().min(Comparator.comparingDouble(Known::seconds)).ifPresent(known::add);
    }
    known.stream().min(Comparator.comparingDouble(Known::seconds)).ifPresent(this::keep);
    if (!proves(Math.max(1, effort.work() / SHORT), below)
        && !stop.isRaised()
        && IntStream.range(0, space.pools()).allMatch(space::isPossible)) {
      wander(seed);
      proves(effort.work() - effort.work() / SHORT, below);
    }
    evaluated += costs.evaluated();
  }

  private void keep(Known found) {
    best = found.assignment();
    seconds = found.seconds();
  }

  /** Whether all is decided. */
  private boolean proves(long work, double below) {
    SearchLimit limit = new SearchLimit(work, stop);
    ExactSearch exact = new ExactSearch(space, costs, best, Math.min(seconds, below), limit);
    exact.run();
    if (exact.seconds() < Math.min(seconds, below)) {
      best = exact.best();
      seconds = exact.seconds();
    }
    bound = Math.max(bound, exact.bound());
    nodes += limit.done();
    return exact.bound() >= exact.seconds();
  }

  /** Chains of random moves, each with costs of its own, so that they do not depend on threads. */
  private void wander(long seed) {
    List<Callable<NeighbourhoodSearch>> chains = new ArrayList<>();
    for (int chain = 0; chain < CHAINS; chain++) {
      Assignment start =
          known.isEmpty() ? anywhere() : known.get(chain % known.size()).assignment();
      long its = seed * CHAINS + chain;
      chains.add(() -> chain(start, its));
    }
    for (NeighbourhoodSearch chain : InParallel.results(chains, effort.threads())) {
      if (chain.seconds() < seconds) {
        seconds = chain.seconds();
        best = chain.best();
      }
      evaluated += chain.evaluated();
    }
  }

  /** Everything on the first mesh that is possible: a start where nothing known fits. */
  private Assignment anywhere() {
    if (seconds < Double.POSITIVE_INFINITY) {
      return best;
    }
    Assignment start = new Assignment(space.pools(), space.groups().size());
    for (int pool = 0; pool < space.pools(); pool++) {
      int its = pool;
      IntStream.range(0, space.meshes().size())
          .filter(mesh -> space.isPossible(its, space.sizeOf(mesh)))
          .findFirst()
          .ifPresent(mesh -> start.placePool(its, mesh));
    }
    return start;
  }

  private NeighbourhoodSearch chain(Assignment start, long seed) {
    NeighbourhoodSearch search =
        new NeighbourhoodSearch(space, costs(), start, seed, new SearchLimit(Long.MAX_VALUE, stop));
    search.run(STEPS);
    return search;
  }

  /**
   * The best, and others that were met or are one step away from it and nearly as good.
   *
   * @param most how many
   * @return the fastest first; empty if none fits
   */
  List<Shortlist.Entry> finalists(int most) {
    Shortlist list = new Shortlist(space, most);
    best().ifPresent(it -> list.offer(it, seconds));
    known.forEach(it -> list.offer(it.assignment(), it.seconds()));
    best()
        .ifPresent(
            it -> new RunnersUp(space, costs, new SearchLimit(QUICK, stop)).around(it, list));
    return list.entries();
  }

  /** The best plan at each split of the cluster between training and generation. */
  List<Split> splits() {
    return new SplitSearch(space, costs, stop).splits();
  }

  /** Known plans of this layout. */
  List<Known> known() {
    return List.copyOf(known);
  }

  /** The best, if one fits. */
  Optional<Assignment> best() {
    return seconds < Double.POSITIVE_INFINITY ? Optional.of(best) : Optional.empty();
  }

  /** Seconds of the best; infinite if none fits. */
  double seconds() {
    return seconds;
  }

  /**
   * What nothing in this layout gets below, or below what had to be beaten; nothing is known where
   * the search was ended before all options had their costs.
   */
  double bound() {
    return isComplete ? bound : 0;
  }

  long evaluated() {
    return evaluated;
  }

  long nodes() {
    return nodes;
  }

  PlacementSpace space() {
    return space;
  }
}
