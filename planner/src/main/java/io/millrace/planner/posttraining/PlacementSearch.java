package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.PostTrainingAnswer.Planned;
import io.millrace.planner.search.StopSign;
import io.millrace.simulator.PostTrainingEstimator;
import io.millrace.simulator.PostTrainingSimulator;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import io.millrace.simulator.range.RangeMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One search from the request to the answer: all layouts of the launcher, one after the other. */
final class PlacementSearch {
  private final PostTrainingRequest request;
  private final PostTrainingScenario scenario;
  private final CostModel.Factory factory;
  private final KnownCosts known;
  private final PostTrainingEstimator estimator;
  private final PostTrainingSimulator simulator;
  private final StopSign stop = new StopSign();
  private volatile PostTrainingJob.Progress progress =
      new PostTrainingJob.Progress("", Double.POSITIVE_INFINITY, 0);

  PlacementSearch(PostTrainingRequest request, Calibration calibration) {
    this.request = request;
    this.scenario = request.scenario();
    this.factory =
        (cluster, assumptions) -> CalibratedCostModel.of(calibration, cluster, assumptions);
    this.known = new KnownCosts(factory);
    this.simulator = PostTrainingSimulator.with(calibration);
    this.estimator = PostTrainingEstimator.with(calibration, RangeMethod.firstOrder());
  }

  PostTrainingJob.Progress progress() {
    return progress;
  }

  void cancel() {
    stop.raise();
  }

  PostTrainingAnswer run() {
    long start = System.nanoTime();
    List<String> refusals = request.launcher().map(it -> it.refusals(scenario)).orElse(List.of());
    if (!refusals.isEmpty()) {
      return new PostTrainingAnswer(
          scenario,
          Optional.empty(),
          summary(List.of(), Optional.empty(), start),
          List.of(),
          refusals);
    }
    Optional<Thread> timer = request.effort().timeLimit().map(stop::raiseAfter);
    List<LayoutSearch> searches = new ArrayList<>();
    try {
      for (PostTrainingScenario question : OpenChoices.of(scenario, request.launcher())) {
        for (Layout layout : layouts()) {
          LayoutSearch search = search(question, layout);
          double below = least(searches);
          progress = new PostTrainingJob.Progress(layout.name(), below, 0);
          search.run(below, request.seed());
          searches.add(search);
          progress = new PostTrainingJob.Progress(layout.name(), least(searches), search.bound());
        }
      }
    } finally {
      timer.ifPresent(Thread::interrupt);
    }
    return answer(searches, start);
  }

  private List<Layout> layouts() {
    Dataflow dataflow = scenario.workload().dataflow();
    return request
        .launcher()
        .map(
            it ->
                it.arrangements(scenario.workload()).stream()
                    .map(arrangement -> Layout.of(arrangement, dataflow))
                    .toList())
        .orElseGet(() -> List.of(Layout.free(dataflow)));
  }

  private LayoutSearch search(PostTrainingScenario question, Layout layout) {
    StrategyChoices.PlacementRefusal refusal =
        request
            .launcher()
            .map(it -> StrategyChoices.PlacementRefusal.of(it, question))
            .orElse(StrategyChoices.PlacementRefusal.NONE);
    PlacementSpace space =
        new SpaceBuilder(question, known, refusal, layout, request.effort().threads(), stop)
            .build();
    return new LayoutSearch(space, () -> new CallCosts(question, factory), request.effort(), stop);
  }

  private static double least(List<LayoutSearch> searches) {
    return searches.stream()
        .mapToDouble(LayoutSearch::seconds)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private PostTrainingAnswer answer(List<LayoutSearch> searches, long start) {
    Optional<LayoutSearch> winner =
        searches.stream()
            .filter(it -> it.best().isPresent())
            .min(Comparator.comparingDouble(LayoutSearch::seconds));
    PostTrainingScenario question = winner.map(it -> it.space().scenario()).orElse(scenario);
    Optional<Planned> best =
        winner.map(it -> planned("best", question, it.space().plan(it.best().orElseThrow())));
    List<Planned> others = new ArrayList<>();
    for (LayoutSearch search : searches) {
      if (search.space().scenario().equals(question)) {
        for (KnownPlans.Known known : search.known()) {
          PostTrainingPlan plan = search.space().plan(known.assignment());
          if (others.stream().noneMatch(it -> it.plan().equals(plan))) {
            others.add(planned(known.name(), question, plan));
          }
        }
      }
    }
    Optional<Planned> own = scenario.plan().map(it -> planned("the scenario's own", scenario, it));
    own.ifPresent(others::add);
    others.sort(Comparator.comparingDouble(Planned::seconds));
    PostTrainingAnswer.Search summary = summary(searches, best, start);
    Optional<Planned> better =
        own.filter(this::isPossible).filter(it -> it.seconds() < secondsOf(best));
    Optional<Planned> answer = better.or(() -> best);
    return new PostTrainingAnswer(
        better.isPresent() ? scenario : question,
        answer,
        summary,
        others,
        answer.isPresent() ? List.of() : new TooLarge(searches).reasons());
  }

  /** The scenario's own plan may use meshes that the search does not, and be better. */
  private boolean isPossible(Planned own) {
    return own.report().feasible()
        && request.launcher().stream().allMatch(it -> it.refusals(own.plan(), scenario).isEmpty());
  }

  private static double secondsOf(Optional<Planned> best) {
    return best.map(Planned::seconds).orElse(Double.POSITIVE_INFINITY);
  }

  private Planned planned(String name, PostTrainingScenario question, PostTrainingPlan plan) {
    return new Planned(
        name,
        plan,
        estimator.estimate(question, plan),
        simulator.simulate(question, plan).stepSeconds());
  }

  /**
   * How the best was found. Its seconds and the bound are those of whole iterations: with what is
   * beside the calls, and, where responses stream, with what the searched pace does not know.
   */
  private PostTrainingAnswer.Search summary(
      List<LayoutSearch> searches, Optional<Planned> best, long start) {
    double pace =
        searches.stream().mapToDouble(LayoutSearch::bound).min().orElse(Double.POSITIVE_INFINITY);
    double bound = pace + scenario.framework().iteration().seconds();
    double seconds = secondsOf(best);
    long layouts = searches.stream().map(it -> it.space().layout()).distinct().count();
    boolean isProven = bound >= seconds * (1 - BestOptions.ROUNDING);
    return new PostTrainingAnswer.Search(
        searches.stream().mapToDouble(it -> it.space().count()).sum(),
        searches.stream().mapToLong(LayoutSearch::evaluated).sum(),
        searches.stream().mapToLong(LayoutSearch::nodes).sum(),
        isProven ? seconds : bound,
        isProven || best.isEmpty() ? 0 : 1 - bound / seconds,
        searches.stream().map(it -> it.space().layout().name()).limit(layouts).toList(),
        (System.nanoTime() - start) / 1e9);
  }
}
