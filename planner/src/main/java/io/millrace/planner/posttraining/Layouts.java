package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.Colocation;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import io.millrace.planner.search.StopSign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What there is to search for a question: the layouts of a launcher, or every call where it is
 * best, and their spaces.
 *
 * @param launcher what has to be able to run the plan; absent: anything
 * @param threads that cost options
 * @param stop leaves options without costs
 */
record Layouts(Optional<PostTrainingLauncher> launcher, int threads, StopSign stop) {

  /** Why there is no plan for a question, whatever is searched; empty if there may be one. */
  List<String> refusals(PostTrainingScenario question) {
    List<String> reasons =
        new ArrayList<>(launcher.map(it -> it.refusals(question)).orElse(List.of()));
    if (reasons.isEmpty() && of(question).isEmpty()) {
      reasons.add(
          "workload.colocated is false, and %s runs %s with generation on devices that train"
              .formatted(
                  launcher.map(PostTrainingLauncher::title).orElse("any plan"),
                  question.workload().dataflow().name()));
    }
    return List.copyOf(reasons);
  }

  /** The layouts in which generation is apart from training where the scenario says so. */
  List<Layout> of(PostTrainingScenario question) {
    Dataflow dataflow = question.workload().dataflow();
    List<Layout> layouts =
        launcher
            .map(
                it ->
                    it.arrangements(question.workload()).stream()
                        .map(arrangement -> Layout.of(arrangement, dataflow))
                        .toList())
            .orElseGet(() -> List.of(Layout.free(dataflow)));
    return question.workload().colocation() == Colocation.APART
        ? layouts.stream().flatMap(it -> it.withGenerationApart(dataflow).stream()).toList()
        : layouts;
  }

  /** Whether a plan has generation apart from training where the scenario says so. */
  static boolean isKeptApart(PostTrainingPlan plan, PostTrainingScenario question) {
    Dataflow dataflow = question.workload().dataflow();
    return question.workload().colocation() != Colocation.APART
        || dataflow.placed().stream()
            .filter(it -> it.kind() == CallKind.GENERATION)
            .map(plan::placementOf)
            .allMatch(
                generation ->
                    dataflow.placed().stream()
                        .filter(it -> it.kind() == CallKind.TRAINING)
                        .map(plan::placementOf)
                        .noneMatch(it -> it.mesh().overlaps(generation.mesh())));
  }

  /**
   * What a layout offers.
   *
   * @param known costs of earlier spaces; those that are missing are added
   */
  SpaceBuilder space(PostTrainingScenario question, Layout layout, KnownCosts known) {
    PlacementRefusal refusal =
        launcher.map(it -> PlacementRefusal.of(it, question)).orElse(PlacementRefusal.NONE);
    return new SpaceBuilder(question, known, refusal, layout, threads, stop);
  }
}
