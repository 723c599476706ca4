package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.ModelFunctionCall;
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
  /** Times that differ by less are the same: the engine counts in whole ticks. */
  private static final double TICKS_PER_SECOND = 1e6;

  private final PostTrainingRequest request;
  private final PostTrainingScenario scenario;
  private final PostTrainingEstimator estimator;
  private final PostTrainingSimulator simulator;

  PlacementAnswers(PostTrainingRequest request, Calibration calibration) {
    this.request = request;
    this.scenario = request.scenario();
    this.simulator = PostTrainingSimulator.with(calibration);
    this.estimator = PostTrainingEstimator.with(calibration, RangeMethod.firstOrder());
  }

  /** No plan, whatever is searched. */
  PostTrainingAnswer refused(List<String> reasons, long start) {
    return PostTrainingAnswer.refused(summary(List.of(), Double.POSITIVE_INFINITY, start), reasons);
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
    List<Planned> finalists = finalists(searches, own);
    List<Planned> others = known(searches);
    own.ifPresent(others::add);
    others.sort(Comparator.comparingDouble(Planned::seconds));
    double fastest =
        finalists.stream().mapToDouble(Planned::seconds).min().orElse(Double.POSITIVE_INFINITY);
    PostTrainingAnswer.Search summary = summary(searches, fastest, start);
    return finalists.isEmpty()
        ? new PostTrainingAnswer(
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            summary,
            others,
            tooLarge(searches))
        : new PostTrainingAnswer(
            Optional.of(finalists.getFirst()),
            finalists,
            splits(searches),
            onPolicy(onPolicy),
            summary,
            others,
            List.of());
  }

  /** The best of all layouts, and the scenario's own plan if it is one of them, simulated. */
  private List<Planned> finalists(List<LayoutSearch> searches, Optional<Planned> own) {
    List<Candidate> candidates =
        searches.stream()
            .flatMap(
                search ->
                    search.finalists(request.top()).stream()
                        .map(
                            it ->
                                new Candidate(search.space().plan(it.assignment()), it.seconds())))
            .sorted(Comparator.comparingDouble(Candidate::seconds))
            .limit(request.top())
            .toList();
    List<Planned> found = new ArrayList<>();
    for (Candidate candidate : candidates) {
      found.add(planned("best", candidate.plan(), scenario));
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

  private record Candidate(PostTrainingPlan plan, double seconds) {}

  private static long ticks(Planned planned) {
    return Math.round(planned.simulated() * TICKS_PER_SECOND);
  }

  private List<Planned> known(List<LayoutSearch> searches) {
    List<Planned> found = new ArrayList<>();
    for (LayoutSearch search : searches) {
      for (KnownPlans.Known known : search.known()) {
        PostTrainingPlan plan = search.space().plan(known.assignment());
        if (found.stream().noneMatch(it -> it.plan().equals(plan))) {
          found.add(planned(known.name(), plan, scenario));
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
    return searches.stream()
        .filter(it -> it.best().isPresent())
        .min(Comparator.comparingDouble(LayoutSearch::seconds))
        .map(
            it ->
                planned(
                    "on-policy", it.space().plan(it.best().orElseThrow()), it.space().scenario()));
  }

  /** The scenario's own plan may use meshes that the search does not, and be better. */
  private boolean isPossible(Planned own) {
    return own.report().feasible()
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
   * Calls that fit nowhere, or all of them where only together they do not fit, if that is known.
   */
  private List<String> tooLarge(List<LayoutSearch> searches) {
    List<String> reasons = new ArrayList<>();
    List<ModelFunctionCall> calls = scenario.workload().dataflow().calls();
    for (LayoutSearch search : searches) {
      PlacementSpace space = search.space();
      for (int group = 0; group < space.groups().size(); group++) {
        if (!space.hasOptions(group)) {
          for (int call : space.groups().get(group).calls()) {
            reasons.add(
                "%s does not fit on up to %d devices in any way to spread it"
                    .formatted(calls.get(call).name(), scenario.cluster().devices()));
          }
        }
      }
    }
    if (reasons.isEmpty()
        && searches.stream().anyMatch(it -> it.bound() < Double.POSITIVE_INFINITY)) {
      reasons.add("the search ended before it found a plan that fits; there may be one");
    } else if (reasons.isEmpty()) {
      reasons.add(
          "every call fits alone, but not with the models that are trained on the same devices");
    }
    return reasons.stream().distinct().toList();
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
        searches.stream().map(it -> it.space().layout().name()).toList(),
        (System.nanoTime() - start) / 1e9);
  }
}
