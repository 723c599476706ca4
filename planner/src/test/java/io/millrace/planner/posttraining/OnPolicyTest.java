package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.Asynchrony;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer says of the same question were generation to wait for every update. */
class OnPolicyTest {
  private static final PostTrainingPlanner PLANNER = PostTrainingPlanner.calibrated();

  private static PostTrainingScenario ahead(String framework) {
    return PlacementQuestions.of(
        "grpo", 16, 8, "actor: qwen3-1.7b", "asynchrony: one-step, framework: " + framework);
  }

  private static PostTrainingScenario waiting(String framework) {
    PostTrainingScenario ahead = ahead(framework);
    return ahead.with(ahead.workload().with(Asynchrony.NONE));
  }

  /** NeMo-RL's engines take weights while they work, so that generation costs less with a lead. */
  @ParameterizedTest
  @ValueSource(strings = {"verl", "nemo-rl"})
  void isTheAnswerToTheQuestionWithoutALead(String framework) {
    PostTrainingAnswer lead = PLANNER.plan(PostTrainingRequest.of(ahead(framework)));
    PostTrainingAnswer none = PLANNER.plan(PostTrainingRequest.of(waiting(framework)));

    assertThat(lead.onPolicy().orElseThrow().seconds())
        .isCloseTo(none.search().bound(), within(1e-6));
    assertThat(lead.best().orElseThrow().seconds())
        .isLessThanOrEqualTo(lead.onPolicy().orElseThrow().seconds());
  }

  @Test
  void isAbsentWhereGenerationWaitsAnyway() {
    assertThat(PLANNER.plan(PostTrainingRequest.of(waiting("verl"))).onPolicy()).isEmpty();
  }
}
