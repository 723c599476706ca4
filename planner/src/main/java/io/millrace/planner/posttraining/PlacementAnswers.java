package io.millrace.planner.posttraining;

import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.Asynchrony;
import io.millrace.planner.posttraining.PostTrainingAnswer.Planned;
import io.millrace.simulator.PostTrainingEstimator;
import io.millrace.simulator.PostTrainingSimulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes an answer of what searches found. The plans that are nearly as good as the fastest are
 * simulated by the engine, where transfers share links, and the one that it has in front is the
 * best.
 */
final class PlacementAnswers {
  /** Times within a microsecond of each other are the same: rounding must not order plans. */
  private static final double TICKS_PER_SECOND = 1e6;

  private final PostTrainingRequest request;
  private final PostTrainingScenario scenario;
  private final MemoryAdvice advice;
  private final PostTrainingEstimator estimator;
  private final PostTrainingSimulator simulator;

  PlacementAnswers(PostTrainingRequest request, Calibration calibration, MemoryAdvice advice) {
    this.request = request;
    this.scenario = request.scenario();
    this.advice = advice;
    this.simulator = PostTrainingSimulator.with(calibration);
    this.estimator = PostTrainingEstimator.with(calibration, RangeMethod.firstOrder());
  }

  /**
   * No plan, whatever is searched.
   *
   * @param start when the search began, in nanoseconds
   */
  PostTrainingAnswer refused(List<String> reasons, long start) {
    return PostTrainingAnswer.refused(
        scenario,
        summary(List.of(), Double.POSITIVE_INFINITY, start),
        List.of(),
        reasons,
        List.of());
  }

  /**
   * Answers.
   *
   * @param searches one for each layout
   * @param onPolicy the same without a lead of generation; empty where it has none
   * @param start when the search began, in nanoseconds
   */
  PostTrainingAnswer answer(List<LayoutSearch> searches, List<LayoutSearch> onPolicy, long start) {
    Optional<Planned> own = scenario.plan().map(it -> planned("the scenario's own", it, scenario));
    List<LayoutSearch> alike = ofWinner(searches);
    List<Planned> finalists = finalists(alike, own);
    List<Planned> others = known(alike);
    own.ifPresent(others::add);
    others.sort(Comparator.comparingDouble(Planned::seconds));
    double fastest =
        finalists.stream().mapToDouble(Planned::seconds).min().orElse(Double.POSITIVE_INFINITY);
    PostTrainingAnswer.Search summary = summary(searches, fastest, start);
    if (finalists.isEmpty()) {
      return PostTrainingAnswer.refused(
          OpenChoices.undecided(scenario, request.launcher()),
          summary,
          others,
          new TooLarge(searches).reasons(),
          advice.of(scenario));
    }
    PostTrainingScenario question = alike.getFirst().space().scenario();
    Planned best = finalists.getFirst();
    return new PostTrainingAnswer(
        own.filter(best::equals).isPresent() ? scenario : question,
        Optional.of(best),
        finalists,
        splits(alike),
        onPolicy(onPolicy),
        summary,
        others,
        List.of(),
        List.of());
  }

  /** The searches of the question that the fastest plan answers; all where none fits. */
  private static List<LayoutSearch> ofWinner(List<LayoutSearch> searches) {
    return fastest(searches)
        .map(LayoutSearch::space)
        .map(PlacementSpace::scenario)
        .map(
            question ->
                searches.stream().filter(it -> it.space().scenario().equals(question)).toList())
        .orElse(searches);
  }

  /** The search that found the fastest plan. */
  static Optional<LayoutSearch> fastest(List<LayoutSearch> searches) {
    return searches.stream()
        .filter(it -> it.best().isPresent())
        .min(Comparator.comparingDouble(LayoutSearch::seconds));
  }

  /**
   * The best of all layouts, and the scenario's own plan if it is nearly as good, in the order in
   * which the engine has them.
   */
  private List<Planned> finalists(List<LayoutSearch> searches, Optional<Planned> own) {
    double nearly =
        fastest(searches).map(LayoutSearch::seconds).orElse(0.0) * (1 + Shortlist.MARGIN);
    List<Candidate> candidates =
        searches.stream()
            .filter(it -> it.seconds() <= nearly)
            .flatMap(search -> candidates(search).stream())
            .sorted(Comparator.comparingDouble(Candidate::seconds))
            .filter(it -> it.seconds() <= nearly)
            .limit(request.top())
            .toList();
    List<Planned> found = new ArrayList<>();
    for (Candidate candidate : candidates) {
      found.add(planned("best", candidate.plan(), candidate.space().scenario()));
    }
    double limit =
        found.stream().mapToDouble(Planned::seconds).min().orElse(Double.POSITIVE_INFINITY)
            * (1 + Shortlist.MARGIN);
    own.filter(this::isPossible)
        .filter(it -> it.seconds() < limit)
        .filter(it -> found.stream().noneMatch(other -> other.plan().equals(it.plan())))
        .ifPresent(found::add);
    found.sort(
        Comparator.comparingLong(PlacementAnswers::ticks).thenComparingDouble(Planned::seconds));
    return found;
  }

  private List<Candidate> candidates(LayoutSearch search) {
    return search.finalists(request.top()).stream()
        .map(it -> new Candidate(search.space(), it))
        .toList();
  }

  /** A plan that the engine is to simulate, before it does. */
  private record Candidate(PlacementSpace space, Shortlist.Entry entry) {

    double seconds() {
      return entry.seconds();
    }

    PostTrainingPlan plan() {
      return space.plan(entry.assignment());
    }
  }

  private static long ticks(Planned planned) {
    return Math.round(planned.simulated() * TICKS_PER_SECOND);
  }

  private List<Planned> known(List<LayoutSearch> searches) {
    List<Planned> found = new ArrayList<>();
    for (LayoutSearch search : searches) {
      for (KnownPlans.Known known : search.known()) {
        PostTrainingPlan plan = search.space().plan(known.assignment());
        if (found.stream().noneMatch(it -> it.plan().equals(plan))) {
          found.add(planned(known.name(), plan, search.space().scenario()));
        }
      }
    }
    return found;
  }

  /** The fastest of all layouts at each split. */
  private static List<Split> splits(List<LayoutSearch> searches) {
    NavigableMap<Integer, Split> fastest = new TreeMap<>();
    for (LayoutSearch search : searches) {
      for (Split split : search.splits()) {
        fastest.merge(
            split.training(), split, (one, other) -> other.seconds() < one.seconds() ? other : one);
      }
    }
    return List.copyOf(fastest.values());
  }

  private Optional<Planned> onPolicy(List<LayoutSearch> searches) {
    return fastest(searches)
        .map(
            it ->
                planned(
                    "on-policy", it.space().plan(it.best().orElseThrow()), it.space().scenario()));
  }

  /** The scenario's own plan may use meshes that the search does not, and be better. */
  private boolean isPossible(Planned own) {
    return own.report().feasible()
        && Layouts.isKeptApart(own.plan(), scenario)
        && request.launcher().stream().allMatch(it -> it.refusals(own.plan(), scenario).isEmpty());
  }

  private Planned planned(String name, PostTrainingPlan plan, PostTrainingScenario question) {
    var report = estimator.estimate(question, plan);
    double simulated = simulator.simulate(question, plan).stepSeconds();
    boolean streams = question.workload().asynchrony() instanceof Asynchrony.Streaming;
    double least = streams ? report.stepTime().value() : 0;
    return new Planned(name, plan, report, Math.max(simulated, least));
  }

  /**
   * How the fastest was found. Its seconds and the bound are those of whole iterations: with what
   * is beside the calls, and, where responses stream, with what the searched pace does not know.
   */
  private PostTrainingAnswer.Search summary(
      List<LayoutSearch> searches, double fastest, long start) {
    double pace =
        searches.stream().mapToDouble(LayoutSearch::bound).min().orElse(Double.POSITIVE_INFINITY);
    double bound = pace + scenario.framework().iteration().seconds();
    boolean isProven = bound >= fastest * (1 - BestOptions.ROUNDING);
    return new PostTrainingAnswer.Search(
        searches.stream().mapToDouble(it -> it.space().count()).sum(),
        searches.stream().mapToLong(LayoutSearch::evaluated).sum(),
        searches.stream().mapToLong(LayoutSearch::nodes).sum(),
        isProven ? fastest : bound,
        isProven || fastest == Double.POSITIVE_INFINITY ? 0 : 1 - bound / fastest,
        LegalMeshes.of(scenario.cluster()).words(),
        searches.stream().map(it -> it.space().layout().name()).distinct().toList(),
        (System.nanoTime() - start) / 1e9);
  }
}
