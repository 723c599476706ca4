package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.List;
import org.junit.jupiter.api.Test;

class IterationEstimatorTest {

  @Test
  void callsOnTheSameDevicesTakeTurns() {
    PostTrainingScenario scenario = SampleSteps.grpo("none", "tensor: 1", "tensor: 2");
    IterationEstimate estimate = estimate(scenario);

    double sum =
        estimate.spans().stream()
            .filter(it -> it.instance().iteration() == 3)
            .mapToDouble(CallSpan::seconds)
            .sum();

    assertThat(estimate.seconds() - scenario.framework().iteration().seconds())
        .isBetween(sum - rule(scenario), sum);
    assertThat(estimate.spans()).allSatisfy(it -> assertThat(overlapping(it, estimate)).isEmpty());
  }

  @Test
  void generationThatRunsAheadHidesBehindTraining() {
    PostTrainingScenario alone =
        SampleSteps.grpo("none", "devices: 8-15", "devices: 0-7, tensor: 2");
    PostTrainingScenario ahead =
        SampleSteps.grpo("one-step", "devices: 8-15", "devices: 0-7, tensor: 2");

    double generation = seconds(estimate(ahead), "actorGeneration");
    double trainer =
        seconds(estimate(ahead), "actorInference")
            + seconds(estimate(ahead), "referenceInference")
            + seconds(estimate(ahead), "actorTraining");
    double between = ahead.framework().iteration().seconds();

    assertThat(estimate(ahead).seconds() - between)
        .isCloseTo(Math.max(generation, trainer), within(0.05 * trainer + rule(ahead)));
    double whole = seconds(estimate(alone), "actorGeneration");
    assertThat(estimate(alone).seconds() - between).isCloseTo(whole + trainer, within(rule(alone)));
    assertThat(generation).isLessThanOrEqualTo(whole * (1 + 1e-9));
  }

  @Test
  void inferencesOnDifferentDevicesRunBesideEachOther() {
    String ppo =
        """
        version: 1
        name: ppo
        cluster: {device: nvidia-a100-sxm-80g, devices: 16, devicesPerNode: 8}
        model: llama-2-7b
        workload: {
          type: post-training, algorithm: ppo, promptTokens: 128, outputTokens: 128, batch: 256,
          miniBatches: 4, precision: fp16, generationEngine: eager}
        plan:
          calls:
            actorGeneration: {devices: 0-15, tensor: 8}
            rewardInference: {devices: %s, tensor: 8}
            criticInference: {devices: 8-15, tensor: 8}
            referenceInference: {devices: 8-15, tensor: 8}
            actorTraining: {devices: 0-15, tensor: 8, pipeline: 2}
            criticTraining: {devices: 0-15, tensor: 8, pipeline: 2}
        """;
    PostTrainingScenario together = SampleSteps.read(ppo.formatted("8-15"));
    PostTrainingScenario apart = SampleSteps.read(ppo.formatted("0-7"));

    double reward = seconds(estimate(together), "rewardInference");

    assertThat(estimate(together).seconds() - estimate(apart).seconds())
        .isCloseTo(reward, within(1e-6));
  }

  @Test
  void weightsTravelToGenerationElsewhere() {
    PostTrainingScenario apart =
        SampleSteps.grpo("one-step", "devices: 8-15", "devices: 0-7, tensor: 2");

    assertThat(estimate(apart).spans())
        .filteredOn(it -> it.instance().call().name().equals("actorGeneration"))
        .allSatisfy(it -> assertThat(it.moved()).isPositive());
    assertThat(estimate(apart).spans())
        .filteredOn(it -> it.instance().call().name().equals("actorInference"))
        .allSatisfy(it -> assertThat(it.moved()).isZero());
  }

  @Test
  void theSameInputGivesTheSameSchedule() {
    PostTrainingScenario scenario = SampleSteps.grpo("none", "tensor: 1", "tensor: 2");

    assertThat(estimate(scenario)).isEqualTo(estimate(scenario));
  }

  private static List<CallSpan> overlapping(CallSpan one, IterationEstimate estimate) {
    return estimate.spans().stream()
        .filter(it -> it != one && it.placement().isPresent() && one.placement().isPresent())
        .filter(it -> it.start() < one.end() - 1e-9 && one.start() < it.end() - 1e-9)
        .toList();
  }

  private static double rule(PostTrainingScenario scenario) {
    return scenario.workload().rollouts() * scenario.framework().reward().seconds() + 1e-6;
  }

  private static double seconds(IterationEstimate estimate, String call) {
    return estimate.spans().stream()
        .filter(it -> it.instance().call().name().equals(call))
        .filter(it -> it.instance().iteration() == 3)
        .mapToDouble(CallSpan::seconds)
        .sum();
  }

  private static IterationEstimate estimate(PostTrainingScenario scenario) {
    PostTrainingPlan plan = scenario.plan().orElseThrow();
    return IterationEstimator.calibrated(scenario).estimate(plan);
  }
}
