package io.millrace.planner.search;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.planner.space.MeshSpace;
import io.millrace.simulator.PlanCosts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Finds the best plans of some settings: degrees in the order of what their plans take at least, a
 * fixed number of them at a time. What was found by one such round prunes the next; within a round
 * each set of degrees is searched on its own. So results and counts do not depend on how many
 * threads there are.
 *
 * <p>Land and Doig (1960) for the method; best-first order makes what is left open when time is up
 * as good a bound as can be had.
 */
public final class BranchAndBound {
  /** Sets of degrees that are searched between two looks at what others found. */
  private static final int ROUND = 8;

  private final List<Setting> settings;
  private final int most;
  private final long budget;
  private final StopSign stop;
  private final Watcher watcher;
  private final Counts counts = new Counts();

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
   */
  public BranchAndBound(
      List<Setting> settings, int most, long budget, StopSign stop, Watcher watcher) {
    this.settings = List.copyOf(settings);
    this.most = most;
    this.budget = budget;
    this.stop = stop;
    this.watcher = watcher;
  }

  /**
   * Searches.
   *
   * @param threads how many
   * @param costs makes the costs of a setting for a thread
   */
  public SearchResult run(int threads, Function<Setting, PlanCosts> costs) {
    try (Workers workers = new Workers(threads, costs)) {
      List<Mesh> meshes = new ArrayList<>(meshes(workers));
      meshes.sort(Comparator.comparingDouble(Mesh::bound).thenComparingInt(Mesh::order));
      return search(meshes, workers);
    }
  }

  private List<Mesh> meshes(Workers workers) {
    record Part(Setting setting, ParallelStrategy degrees, int order) {}
    List<Part> parts = new ArrayList<>();
    for (Setting setting : settings) {
      for (ParallelStrategy degrees : setting.space().meshes()) {
        parts.add(new Part(setting, degrees, parts.size()));
      }
    }
    return workers.forEach(
        parts,
        (part, costs) ->
            new Mesh(
                part.order(),
                part.setting(),
                part.degrees(),
                part.setting()
                    .goal()
                    .atLeast(costs.apply(part.setting()).leastSeconds(part.degrees())),
                part.setting().space().candidates(part.degrees())));
  }

  private SearchResult search(List<Mesh> meshes, Workers workers) {
    long candidates = meshes.stream().mapToLong(Mesh::candidates).sum();
    TopPlans top = new TopPlans(most);
    double open = Double.POSITIVE_INFINITY;
    for (int from = 0; from < meshes.size(); from += ROUND) {
      double threshold = top.threshold();
      List<Mesh> round = meshes.subList(from, Math.min(meshes.size(), from + ROUND));
      long share = Math.max(0, budget - counts.evaluated()) / round.size();
      List<MeshOutcome> outcomes =
          workers.forEach(round, (mesh, costs) -> search(mesh, costs, threshold, share));
      for (MeshOutcome outcome : outcomes) {
        outcome.found().forEach(top::add);
        counts.add(outcome.counts());
        open = Math.min(open, outcome.open());
      }
      double next = from + ROUND < meshes.size() ? meshes.get(from + ROUND).bound() : open;
      watcher.see(result(top, candidates, Math.min(open, next)));
    }
    return result(top, candidates, open);
  }

  private MeshOutcome search(
      Mesh mesh, Function<Setting, PlanCosts> costs, double threshold, long share) {
    if (mesh.bound() > threshold) {
      MeshOutcome outcome = new MeshOutcome(List.of(), new Counts(), Double.POSITIVE_INFINITY);
      outcome.counts().bound(mesh.candidates());
      return outcome;
    }
    if (share == 0 || stop.isRaised()) {
      return MeshOutcome.untouched(mesh);
    }
    MeshSpace space = mesh.setting().space().of(mesh.degrees());
    Wanted wanted = new BestOfMesh(mesh, space, threshold);
    return new MeshSearch(mesh, space, costs.apply(mesh.setting()), wanted, stop, share).run();
  }

  private SearchResult result(TopPlans top, long candidates, double open) {
    Counts sum = new Counts();
    sum.add(counts);
    double best = top.plans().isEmpty() ? Double.POSITIVE_INFINITY : top.plans().getFirst().value();
    boolean finished = sum.decided() == candidates;
    return new SearchResult(
        top.plans(), List.of(), candidates, sum, finished ? best : Math.min(best, open), finished);
  }
}
