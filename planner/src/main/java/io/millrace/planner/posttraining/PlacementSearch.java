package io.millrace.planner.posttraining;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.Asynchrony;
import io.millrace.planner.search.StopSign;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One search from the request to the answer: all layouts of the launcher, one after the other. */
final class PlacementSearch {
  private final PostTrainingRequest request;
  private final PostTrainingScenario scenario;
  private final CostModel.Factory factory;
  private final KnownCosts known;
  private final PlacementAnswers answers;
  private final StopSign stop = new StopSign();
  private final Layouts layouts;
  private volatile PostTrainingJob.Progress progress =
      new PostTrainingJob.Progress("", Double.POSITIVE_INFINITY, 0);

  PlacementSearch(PostTrainingRequest request, Calibration calibration) {
    this.request = request;
    this.scenario = request.scenario();
    this.factory =
        (cluster, assumptions) -> CalibratedCostModel.of(calibration, cluster, assumptions);
    this.known = new KnownCosts(factory);
    this.layouts = new Layouts(request.launcher(), request.effort().threads(), stop);
    this.answers = new PlacementAnswers(request, calibration, new MemoryAdvice(factory, layouts));
  }

  PostTrainingJob.Progress progress() {
    return progress;
  }

  void cancel() {
    stop.raise();
  }

  PostTrainingAnswer run() {
    long start = System.nanoTime();
    List<String> refusals = layouts.refusals(scenario);
    if (!refusals.isEmpty()) {
      return answers.refused(refusals, start);
    }
    Optional<Thread> timer = request.effort().timeLimit().map(stop::raiseAfter);
    try {
      List<LayoutSearch> searches = new ArrayList<>();
      for (PostTrainingScenario question : OpenChoices.of(scenario, request.launcher())) {
        for (Layout layout : layouts.of(question)) {
          LayoutSearch search = search(question, layout, known);
          double below = least(searches);
          progress = new PostTrainingJob.Progress(layout.name(), below, 0);
          search.run(below, request.seed());
          searches.add(search);
          progress = new PostTrainingJob.Progress(layout.name(), least(searches), search.bound());
        }
      }
      return answers.answer(searches, onPolicy(searches), start);
    } finally {
      timer.ifPresent(Thread::interrupt);
    }
  }

  private LayoutSearch search(PostTrainingScenario question, Layout layout, KnownCosts costs) {
    PlacementSpace space = layouts.space(question, layout, costs).build();
    return new LayoutSearch(space, () -> new CallCosts(question, factory), request.effort(), stop);
  }

  /**
   * Searches without a lead of generation, where the scenario has one: whether it gains anything.
   * What the scenario leaves open is as in the fastest plan with a lead.
   */
  private List<LayoutSearch> onPolicy(List<LayoutSearch> ahead) {
    Asynchrony asynchrony = scenario.workload().asynchrony();
    PostTrainingScenario decided =
        PlacementAnswers.fastest(ahead).map(it -> it.space().scenario()).orElse(scenario);
    PostTrainingScenario question = decided.with(decided.workload().with(Asynchrony.NONE));
    List<LayoutSearch> searches = new ArrayList<>();
    if (asynchrony.staleness() > 0 && !stop.isRaised() && layouts.refusals(question).isEmpty()) {
      // Engines that stream, or take weights while they work, cost less with a lead.
      boolean differ =
          asynchrony instanceof Asynchrony.Streaming || scenario.framework().transfer().inFlight();
      KnownCosts costs = differ ? new KnownCosts(factory) : known;
      for (Layout layout : layouts.of(question)) {
        LayoutSearch search = search(question, layout, costs);
        search.run(least(searches), request.seed());
        searches.add(search);
      }
    }
    return searches;
  }

  private static double least(List<LayoutSearch> searches) {
    return searches.stream()
        .mapToDouble(LayoutSearch::seconds)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
