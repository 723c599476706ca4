package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.Sharding;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import io.millrace.planner.posttraining.launcher.Questions;
import org.junit.jupiter.api.Test;

class OpenChoicesTest {
  private static final PostTrainingScenario GRPO =
      PlacementQuestions.of(
          "grpo", 16, 8, "actor: qwen3-1.7b", "framework: verl, asynchrony: one-step");
  private static final PostTrainingPlanner PLANNER = PostTrainingPlanner.calibrated();

  @Test
  void triesToShareOutWeightsWhereTheScenarioLeavesItOpen() {
    String models = "actor: qwen3-8b";
    PostTrainingLauncher openrlhf = Launchers.find("openrlhf").orElseThrow();
    PostTrainingScenario open = PlacementQuestions.of("grpo", 8, 8, models, "");
    PostTrainingScenario fixed = PlacementQuestions.of("grpo", 8, 8, models, "sharding: zero2");

    PostTrainingAnswer answer = PLANNER.plan(PostTrainingRequest.of(open).with(openrlhf));

    assertThat(PLANNER.plan(PostTrainingRequest.of(fixed).with(openrlhf)).search().candidates())
        .isLessThan(answer.search().candidates());
    assertThat(answer.feasible()).isTrue();
    assertThat(answer.question().workload().sharding()).isIn(Sharding.ZERO2, Sharding.ZERO3);
    assertThat(answer.question().assumptions())
        .anySatisfy(
            it -> {
              assertThat(it.path()).isEqualTo("workload.sharding");
              assertThat(it.reason()).startsWith("the best of zero2 and zero3");
            });
  }

  @Test
  void callsNothingTheBestWhereThereIsNoPlan() {
    PostTrainingScenario large =
        PlacementQuestions.of("grpo", 8, 8, "actor: llama-3.1-405b", "framework: verl");

    PostTrainingAnswer answer = PLANNER.plan(PostTrainingRequest.of(large));

    assertThat(answer.feasible()).isFalse();
    assertThat(answer.question().assumptions())
        .noneMatch(it -> it.reason().contains("the best of"))
        .filteredOn(it -> it.path().equals("workload.sharding"))
        .singleElement()
        .satisfies(it -> assertThat(it.value()).contains(" or zero3"));
  }

  /** Weights and gradients of 32 billion parameters are 122 GiB, with or without the states. */
  @Test
  void trainsALargeModelUnderOpenRlhf() {
    PostTrainingScenario large =
        Questions.read(
            """
            version: 1
            name: large
            cluster: {device: nvidia-h100-sxm, devices: 16, devicesPerNode: 8}
            models: {actor: qwen3-32b}
            workload: {
              type: post-training, algorithm: grpo, promptTokens: 128, outputTokens: 512,
              batch: 128, precision: bf16}
            """);

    PostTrainingAnswer answer =
        PLANNER.plan(PostTrainingRequest.of(large).with(Launchers.find("openrlhf").orElseThrow()));

    assertThat(answer.question().workload().sharding()).isEqualTo(Sharding.ZERO3);
    assertThat(answer.feasible()).isTrue();
  }

  @Test
  void aLauncherImpliesItsCostsUnlessTheScenarioNamesOthers() {
    PostTrainingLauncher verl = Launchers.find("verl").orElseThrow();
    PostTrainingScenario open = PlacementQuestions.of("grpo", 8, 8, "actor: qwen3-1.7b", "");

    PostTrainingScenario implied = PostTrainingRequest.of(open).with(verl).scenario();
    PostTrainingScenario named =
        PostTrainingRequest.of(GRPO).with(Launchers.find("areal").orElseThrow()).scenario();

    assertThat(open.framework().id()).isEqualTo("nemo-rl");
    assertThat(implied.framework().id()).isEqualTo("verl");
    assertThat(implied.workload().framework()).isEqualTo("verl");
    assertThat(named.framework()).isEqualTo(GRPO.framework());
    assertThat(named.assumptions().getLast().toString())
        .isEqualTo(
            "--launcher: areal (costs are those of %s, which the scenario names as its framework)"
                .formatted(GRPO.framework().id()));
  }
}
