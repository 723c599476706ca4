package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.Dataflow;
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
  private volatile PostTrainingJob.Progress progress =
      new PostTrainingJob.Progress("", Double.POSITIVE_INFINITY, 0);

  PlacementSearch(PostTrainingRequest request, Calibration calibration) {
    this.request = request;
    this.scenario = request.scenario();
    this.factory =
        (cluster, assumptions) -> CalibratedCostModel.of(calibration, cluster, assumptions);
    this.known = new KnownCosts(factory);
    this.answers = new PlacementAnswers(request, calibration);
  }

  PostTrainingJob.Progress progress() {
    return progress;
  }

  void cancel() {
    stop.raise();
  }

  PostTrainingAnswer run() {
    long start = System.nanoTime();
    List<String> refusals = refusals(scenario);
    if (!refusals.isEmpty()) {
      return answers.refused(refusals, start);
    }
    Optional<Thread> timer = request.effort().timeLimit().map(stop::raiseAfter);
    try {
      List<LayoutSearch> searches = new ArrayList<>();
      for (PostTrainingScenario question : OpenChoices.of(scenario, request.launcher())) {
        for (Layout layout : layouts(question)) {
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

  private List<String> refusals(PostTrainingScenario question) {
    return request.launcher().map(it -> it.refusals(question)).orElse(List.of());
  }

  private List<Layout> layouts(PostTrainingScenario question) {
    Dataflow dataflow = question.workload().dataflow();
    return request
        .launcher()
        .map(
            it ->
                it.arrangements(question.workload()).stream()
                    .map(arrangement -> Layout.of(arrangement, dataflow))
                    .toList())
        .orElseGet(() -> List.of(Layout.free(dataflow)));
  }

  private LayoutSearch search(PostTrainingScenario question, Layout layout, KnownCosts costs) {
    PlacementRefusal refusal =
        request
            .launcher()
            .map(it -> PlacementRefusal.of(it, question))
            .orElse(PlacementRefusal.NONE);
    PlacementSpace space =
        new SpaceBuilder(question, costs, refusal, layout, request.effort().threads(), stop)
            .build();
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
    if (asynchrony.staleness() > 0 && !stop.isRaised() && refusals(question).isEmpty()) {
      // Where whole batches go over, calls cost the same with a lead and without.
      boolean streams = asynchrony instanceof Asynchrony.Streaming;
      KnownCosts costs = streams ? new KnownCosts(factory) : known;
      for (Layout layout : layouts(question)) {
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
