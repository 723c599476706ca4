package io.millrace.planner.search;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.planner.space.MeshSpace;
import io.millrace.simulator.lowering.training.PlanCosts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the best plans of some settings. A first look at what people would try gives a plan to beat
 * and an order; then sets of degrees are searched, the most promising first, a fixed number of them
 * at a time. What was found by one such round prunes the next; within a round each set of degrees
 * is searched on its own. So results and counts do not depend on how many threads there are, unless
 * somebody raises the stop sign.
 *
 * <p>Land and Doig (1960) for the method. Where a budget or the sign ends it, the least bound of
 * what was left open says how far from the optimum the best can be.
 */
public final class BranchAndBound {
  /** Sets of degrees that are searched between two looks at what others found. */
  private static final int ROUND = 8;

  private final List<Setting> settings;
  private final int most;
  private final long budget;
  private final StopSign stop;
  private final Watcher watcher;
  private final boolean pareto;
  private final Counts counts = new Counts();
  private List<Found> front = List.of();
  private double known = Double.POSITIVE_INFINITY;
  private double near = TopPlans.NEAR;

  /** Is told how far a search is, between its rounds. */
  @FunctionalInterface
  public interface Watcher {

    /** Takes note of what was found so far. */
    void see(SearchResult soFar);
  }

  /**
   * Prepares a search.
   *
   * @param most how many plans to keep
   * @param budget how many plans may be costed
   * @param pareto whether to find all plans that no other covers, too
   */
  public BranchAndBound(
      List<Setting> settings,
      int most,
      long budget,
      boolean pareto,
      StopSign stop,
      Watcher watcher) {
    this.settings = List.copyOf(settings);
    this.most = most;
    this.budget = budget;
    this.pareto = pareto;
    this.stop = stop;
    this.watcher = watcher;
  }

  /**
   * Looks only for plans that reach a number, which some plan is known to reach: the better it is,
   * the sooner all else is ruled out.
   */
  public BranchAndBound reaching(double number) {
    known = number;
    return this;
  }

  /** Looks for all of the best plans, however far behind the very best some of them are. */
  public BranchAndBound seekingAll() {
    near = Double.POSITIVE_INFINITY;
    return this;
  }

  /**
   * Searches.
   *
   * @param threads how many
   * @param costs makes the costs of a setting for a thread
   */
  public SearchResult run(int threads, Function<Setting, PlanCosts> costs) {
    try (Workers workers = new Workers(threads, costs)) {
      return search(meshes(workers), workers);
    }
  }

  private List<Mesh> meshes(Workers workers) {
    List<Mesh> meshes = new ArrayList<>();
    for (Setting setting : settings) {
      for (ParallelStrategy degrees : setting.space().meshes()) {
        long candidates = setting.space().candidates(degrees);
        meshes.add(new Mesh(meshes.size(), setting, degrees, 0, candidates, Optional.empty()));
      }
    }
    return workers.forEach(meshes, BranchAndBound::bounded);
  }

  /** What no plan gets below that keeps all activations, hence no other either. */
  private static Mesh bounded(Mesh mesh, Function<Setting, PlanCosts> costs) {
    PlanCosts own = costs.apply(mesh.setting());
    double least = Double.POSITIVE_INFINITY;
    for (LayerStrategy layers : mesh.setting().space().laziest(mesh.degrees())) {
      least = Math.min(least, own.leastSeconds(mesh.degrees(), layers));
    }
    return mesh.withBound(mesh.setting().goal().atLeast(least));
  }

  /** Looks at what people would try, with the most promising degrees first. */
  private List<Mesh> probed(List<Mesh> meshes, TopPlans top, Workers workers) {
    List<Mesh> byBound = new ArrayList<>(meshes);
    byBound.sort(Comparator.comparingDouble(Mesh::bound).thenComparingInt(Mesh::order));
    List<Mesh> probed = new ArrayList<>();
    for (int from = 0; from < byBound.size(); from += ROUND) {
      double threshold = top.threshold();
      List<Mesh> round = byBound.subList(from, Math.min(byBound.size(), from + ROUND));
      List<Mesh> looked = workers.forEach(round, (mesh, costs) -> probe(mesh, costs, threshold));
      looked.forEach(it -> it.first().ifPresent(top::add));
      probed.addAll(looked);
    }
    probed.sort(
        Comparator.comparingDouble(Mesh::promise)
            .thenComparingDouble(Mesh::bound)
            .thenComparingInt(Mesh::order));
    return probed;
  }

  private Mesh probe(Mesh mesh, Function<Setting, PlanCosts> costs, double threshold) {
    if (mesh.bound() > threshold || stop.isRaised()) {
      return mesh;
    }
    MeshSpace space = mesh.setting().space().of(mesh.degrees());
    if (space.isEmpty()) {
      return mesh;
    }
    MeshCosts own = new MeshCosts(space, costs.apply(mesh.setting()));
    BestOfMesh best = new BestOfMesh(mesh, space, threshold);
    new Probe(space, own, best).run();
    return mesh.with(best.found());
  }

  private SearchResult search(List<Mesh> all, Workers workers) {
    long candidates = all.stream().mapToLong(Mesh::candidates).sum();
    TopPlans top = new TopPlans(most, known, near);
    List<Mesh> meshes = probed(all, top, workers);
    double open = Double.POSITIVE_INFINITY;
    for (int from = 0; from < meshes.size(); from += ROUND) {
      double threshold = top.threshold();
      List<Mesh> round = meshes.subList(from, Math.min(meshes.size(), from + ROUND));
      long share = Math.max(0, budget - counts.evaluated()) / round.size();
      List<MeshOutcome> outcomes =
          workers.forEach(round, (mesh, costs) -> search(mesh, costs, threshold, share));
      for (MeshOutcome outcome : outcomes) {
        outcome.best().forEach(top::add);
        counts.add(outcome.counts());
        open = Math.min(open, outcome.open());
      }
      front = merged(outcomes);
      double next = least(meshes.subList(from + round.size(), meshes.size()));
      watcher.see(result(top, candidates, Math.min(open, next)));
    }
    return result(top, candidates, open);
  }

  private List<Found> merged(List<MeshOutcome> outcomes) {
    ParetoFront all = ParetoFront.of(front);
    outcomes.forEach(outcome -> outcome.front().forEach(all::add));
    return all.plans();
  }

  private static double least(List<Mesh> meshes) {
    return meshes.stream().mapToDouble(Mesh::bound).min().orElse(Double.POSITIVE_INFINITY);
  }

  private MeshOutcome search(
      Mesh mesh, Function<Setting, PlanCosts> costs, double threshold, long share) {
    if (mesh.bound() > threshold && !pareto) {
      return MeshOutcome.bounded(mesh);
    }
    if (share == 0 || stop.isRaised()) {
      return MeshOutcome.untouched(mesh);
    }
    MeshSpace space = mesh.setting().space().of(mesh.degrees());
    MeshCosts own = new MeshCosts(space, costs.apply(mesh.setting()));
    BestOfMesh best = new BestOfMesh(mesh, space, threshold);
    FrontOfMesh covering = new FrontOfMesh(mesh, space, front, own.capacityBytes());
    Wanted wanted = pareto ? new Either(best, covering) : best;
    MeshSearch search = new MeshSearch(mesh, space, own, wanted, stop, share);
    search.run();
    return new MeshOutcome(
        best.found(), pareto ? covering.found() : List.of(), search.counts(), search.open());
  }

  private SearchResult result(TopPlans top, long candidates, double open) {
    Counts sum = new Counts();
    sum.add(counts);
    double best = top.plans().isEmpty() ? Double.POSITIVE_INFINITY : top.plans().getFirst().value();
    boolean finished = sum.decided() == candidates;
    return new SearchResult(
        top.plans(), front, candidates, sum, finished ? best : Math.min(best, open), finished);
  }
}
