package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.posttraining.PostTrainingScenario;
import org.junit.jupiter.api.Test;

/** What is left of training and of updates where only low-rank adapters change. */
class AdaptersTest {
  private static final String GRPO =
      """
      version: 1
      name: grpo
      cluster: {device: nvidia-h100-sxm, devices: 8, devicesPerNode: 8}
      model: llama-3.1-8b
      workload: {
        type: post-training, algorithm: dapo, promptTokens: 256, outputTokens: 1024, batch: 512,
        trainBatch: 512, framework: nemo-rl, recompute: %s}
      plan: {calls: {actorGeneration: {tensor: 2}, actorTraining: {tensor: 2}}}
      """;

  /** Of six passes of arithmetic to a token, two are for gradients of matrices. */
  @Test
  void noMatrixGetsAGradientOfItsOwn() {
    double all = seconds(read("none", ""));
    double adapters = seconds(read("none", ", adapterRank: 16"));

    assertThat(adapters / all).isBetween(0.55, 0.85);
  }

  /** Of eight, with layers computed again, the same two. */
  @Test
  void layersThatAreComputedAgainStillAre() {
    double all = seconds(read("full", ""));
    double adapters = seconds(read("full", ", adapterRank: 16"));

    assertThat(adapters / all).isBetween(0.65, 0.95);
  }

  /**
   * Weights of 16 bits on two ranks, and 16 bytes for each weight of an adapter; beside them what a
   * process has on a device.
   */
  @Test
  void noFrozenWeightHasGradientsOrMoments() {
    PostTrainingScenario scenario = read("full", ", adapterRank: 16");
    double weights = scenario.model("actor").parameters();
    double adapters =
        scenario.workload().adapters().orElseThrow().parameters(scenario.model("actor"));

    double states = (2 * weights + 16 * adapters) / 2;
    assertThat(cost(scenario).staticBytes()).isBetween(0.99 * states, states + 3e9);
    assertThat(cost(read("full", "")).staticBytes())
        .isGreaterThan(1.5 * cost(scenario).staticBytes());
  }

  @Test
  void anUpdateMovesAdaptersAlone() {
    assertThat(moved(read("full", ", adapterRank: 16"))).isLessThan(0.8 * moved(read("full", "")));
  }

  private static double seconds(PostTrainingScenario scenario) {
    return cost(scenario).seconds() - scenario.framework().call().seconds();
  }

  private static CallCost cost(PostTrainingScenario scenario) {
    ModelFunctionCall call = scenario.workload().dataflow().call("actorTraining").orElseThrow();
    return CallCosts.calibrated(scenario).of(call, scenario.plan().orElseThrow());
  }

  private static double moved(PostTrainingScenario scenario) {
    return IterationEstimator.calibrated(scenario)
        .estimate(scenario.plan().orElseThrow())
        .spans()
        .getFirst()
        .moved();
  }

  private static PostTrainingScenario read(String recompute, String adapters) {
    return SampleSteps.read(GRPO.formatted(recompute + adapters));
  }
}
