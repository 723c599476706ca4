package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.WeightSeconds;
import org.junit.jupiter.api.Test;

class WeightUpdateTest {
  private static final PostTrainingScenario SCENARIO =
      SampleSteps.read(
          """
          version: 1
          name: grpo
          cluster: {device: nvidia-h100-sxm, devices: 16, devicesPerNode: 8}
          model: llama-3.1-8b
          workload: {
            type: post-training, algorithm: grpo, promptTokens: 256, outputTokens: 512,
            rolloutsPerStep: 512, trainBatch: 512, framework: nemo-rl}
          plan: {calls: {actorGeneration: {tensor: 2}, actorTraining: {tensor: 2}}}
          """);
  private static final CallPlacement TRAINED = on(0, 8);

  private static CallPlacement on(int first, int size) {
    return CallPlacement.of(
        new DeviceMesh(first, size), new ParallelStrategy(size / 2, 2, 1, 1, 1));
  }

  private static WeightSeconds parts(CallPlacement to, boolean generates) {
    return WeightUpdate.of(SCENARIO).parts(SCENARIO.model("actor"), TRAINED, to, generates);
  }

  @Test
  void anEngineOnTheTrainersDevicesNeedsRoomAndNothingTravels() {
    WeightSeconds parts = parts(TRAINED, true);

    assertThat(parts.travel()).isZero();
    assertThat(parts.synchronise()).isPositive();
    assertThat(parts.makeRoom()).isPositive();
  }

  /** Each of two ranks lacks its half of the weights, which its node's links bring. */
  @Test
  void anEngineElsewhereGetsItsWeightsOverTheNetwork() {
    WeightSeconds parts = parts(on(8, 8), true);

    assertThat(parts.travel()).isPositive();
    assertThat(parts.makeRoom()).isZero();
    assertThat(parts.synchronise()).isEqualTo(parts(TRAINED, true).synchronise());
  }

  @Test
  void aCallOfTheTrainerUsesWeightsAsTheyAre() {
    assertThat(parts(TRAINED, false)).isEqualTo(WeightSeconds.NONE);
  }

  /**
   * States of 16 bytes for each of 8.03 billion weights, on 8 devices, at the rate of offloading.
   */
  @Test
  void makingRoomIsCopyingWhatTheTrainerKeeps() {
    double rate = SCENARIO.framework().transfer().offload().orElseThrow().bytesPerSecond();
    double copied = 16 * (double) SCENARIO.model("actor").parameters() / 8 / rate;
    double swap = SCENARIO.framework().transfer().swap().seconds();

    assertThat(parts(TRAINED, true).makeRoom()).isCloseTo(swap + copied, within(1e-6));
  }

  @Test
  void theSumIsWhatAnIterationWaitsFor() {
    WeightUpdate update = WeightUpdate.of(SCENARIO);

    assertThat(update.seconds(SCENARIO.model("actor"), TRAINED, on(4, 8), true))
        .isEqualTo(parts(on(4, 8), true).total());
  }
}
