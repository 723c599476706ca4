package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.KnownPlans.Known;
import io.millrace.planner.posttraining.launcher.Questions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownPlansTest {
  private static final PostTrainingScenario NODE =
      PlacementQuestions.real(8, "llama-2-7b", "llama-2-7b", 128, 512);
  private static final PostTrainingScenario TWO_NODES =
      PlacementQuestions.real(16, "llama-2-7b", "llama-2-7b", 128, 512);

  private static KnownPlans plans(PlacementSpace space) {
    return new KnownPlans(space, PlacementQuestions.costs(space), PlacementQuestions.unlimited());
  }

  /** The degrees of realhf/experiments/common/ppo_exp.py, _heuristic_rpc_allocation. */
  @Test
  void hasReaLsHeuristicForOneNode() {
    assertThat(heuristic(NODE))
        .isEqualTo(
            Questions.plan(
                Map.of(
                    "actorGeneration", "d4t1p2@0-7",
                    "referenceInference", "d2t4p1@0-7",
                    "actorTraining", "d2t2p1@0-3",
                    "rewardInference", "d2t2p1@0-3",
                    "criticTraining", "d2t2p1@4-7",
                    "criticInference", "d2t2p1@4-7")));
  }

  @Test
  void hasReaLsHeuristicForTwoNodes() {
    assertThat(heuristic(TWO_NODES))
        .isEqualTo(
            Questions.plan(
                Map.of(
                    "actorGeneration", "d8t1p2@0-15",
                    "referenceInference", "d2t4p2@0-15",
                    "actorTraining", "d2t4p1@0-7",
                    "rewardInference", "d2t4p1@0-7",
                    "criticTraining", "d2t4p1@8-15",
                    "criticInference", "d2t4p1@8-15")));
  }

  @Test
  void sharesNodesOutBySizesOfModels() {
    PostTrainingPlan plan =
        heuristic(PlacementQuestions.real(32, "codellama-34b", "llama-2-7b", 128, 512));

    assertThat(plan.placements().get("actorTraining")).isEqualTo(Questions.at("d2t4p3@0-23"));
    assertThat(plan.placements().get("criticTraining")).isEqualTo(Questions.at("d2t4p1@24-31"));
    assertThat(plan.placements().get("rewardInference")).isEqualTo(Questions.at("d2t4p2@0-15"));
  }

  private static PostTrainingPlan heuristic(PostTrainingScenario scenario) {
    PlacementSpace space = PlacementQuestions.space(scenario);
    return space.plan(plans(space).heuristic().orElseThrow().assignment());
  }

  @Test
  void hasNoHeuristicOfReaLForOtherDataflowsAndNodes() {
    PostTrainingScenario grpo =
        PlacementQuestions.of("grpo", 8, 8, "actor: qwen3-1.7b", "framework: realhf");
    PostTrainingScenario smallNodes =
        PlacementQuestions.of("ppo", 8, 4, "actor: qwen3-1.7b", "framework: realhf");

    assertThat(plans(PlacementQuestions.space(grpo)).heuristic()).isEmpty();
    assertThat(plans(PlacementQuestions.space(smallNodes)).heuristic()).isEmpty();
  }

  @Test
  void theSymmetricPlanHasOneStrategyEverywhereAndNoOtherOneIsFaster() {
    PlacementSpace space = PlacementQuestions.space(NODE);
    Known symmetric = plans(space).symmetric().orElseThrow();
    AssignmentCosts costs = PlacementQuestions.costs(space);

    List<CallPlacement> placements =
        List.copyOf(space.plan(symmetric.assignment()).placements().values());

    assertThat(placements).allMatch(it -> it.equals(placements.getFirst()));
    assertThat(placements.getFirst().mesh().size()).isEqualTo(8);
    assertThat(costs.of(symmetric.assignment())).isEqualTo(symmetric.seconds());
    assertThat(plans(space).colocated().orElseThrow().seconds())
        .isLessThanOrEqualTo(symmetric.seconds());
  }

  @Test
  void splitPlansGenerateApartFromEverythingElse() {
    PlacementSpace space = PlacementQuestions.space(TWO_NODES);

    List<Known> split = plans(space).split();

    assertThat(split).isNotEmpty();
    for (Known known : split) {
      PostTrainingPlan plan = space.plan(known.assignment());
      CallPlacement engines = plan.placements().get("actorGeneration");
      assertThat(plan.placements())
          .allSatisfy(
              (call, its) ->
                  assertThat(its.mesh().overlaps(engines.mesh()))
                      .isEqualTo(call.equals("actorGeneration")));
    }
  }

  @Test
  void isSilentWhereNothingFits() {
    PlacementSpace space =
        PlacementQuestions.space(
            PlacementQuestions.real(8, "llama-2-70b", "llama-2-70b", 128, 512));

    assertThat(plans(space).symmetric()).isEmpty();
    assertThat(plans(space).colocated()).isEmpty();
    assertThat(plans(space).heuristic()).isEmpty();
    assertThat(plans(space).split()).isEmpty();
  }
}
