package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.PostTrainingScenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallCostsTest {
  private final PostTrainingScenario scenario = SampleSteps.grpo("none", "tensor: 1", "tensor: 2");
  private final CallCosts costs = CallCosts.calibrated(scenario);

  /**
   * With everything computed again, training takes four forward passes: forward, again, and twice
   * that backward (2205.05198, section 5); the update and exchanges come on top.
   */
  @Test
  void trainingTakesFourTimesWhatInferenceTakes() {
    double inference = work("actorInference", "d8t2p1");
    double training = work("actorTraining", "d8t2p1");

    assertThat(training / inference).isBetween(3.3, 4.8);
  }

  @Test
  void moreReplicasShareTheWork() {
    double few = work("actorInference", "d4t2p1");
    double many = work("actorInference", "d8t2p1");

    assertThat(many / few).isCloseTo(0.5, within(0.05));
  }

  /**
   * The slowest of p stages works on m micro-batches, the others are filled once. It has eight of
   * 32 layers and the output layer, whose 525 million weights are as much as 2.4 layers of 218.
   */
  @Test
  void theSlowestStageOfAPipelineSetsThePace() {
    double alone = work("actorInference", "d2t1p1");
    double piped = work("actorInference", "d2t1p4");
    double microBatches = 256 / 2.0;
    double pace = (8 + 2.4) / (32 + 2.4);
    double filling = 3 * 8 / (32 + 2.4) / microBatches;

    assertThat(piped / alone).isCloseTo(pace + filling, within(0.02));
  }

  /**
   * Of 64 responses of 1,000 tokens on average, up to 28,000, the longest expected one keeps its
   * replica busy however many others there are.
   */
  @Test
  void replicasDoNotHelpAgainstTheLongestResponse() {
    PostTrainingScenario skewed =
        SampleSteps.read(
            """
            version: 1
            name: long tail
            cluster: {device: nvidia-h100-sxm, devices: 64, devicesPerNode: 8}
            model: llama-3.1-8b
            workload: {
              type: post-training, algorithm: dapo, promptTokens: 100, outputTokens: 1000,
              outputLengths: capped, outputSpread: 1.3, maxSequence: 28100, batch: 64,
              generationEngine: vllm}
            plan: {calls: {actorGeneration: {tensor: 1}, actorTraining: {tensor: 1}}}
            """);
    CallCosts ofSkewed = CallCosts.calibrated(skewed);
    ModelFunctionCall inference = skewed.workload().dataflow().call("actorInference").orElseThrow();
    double call = skewed.framework().call().seconds();

    double few = ofSkewed.of(inference, placement("d2t1p1"), true).seconds() - call;
    double some = ofSkewed.of(inference, placement("d4t1p1"), true).seconds() - call;
    double many = ofSkewed.of(inference, placement("d64t1p1"), true).seconds() - call;

    assertThat(some / few).isCloseTo(0.5, within(0.1));
    assertThat(many / few).isGreaterThan(0.2);
  }

  @Test
  void enginesOfMoreRanksDecodeFaster() {
    assertThat(work("actorGeneration", "d2t8p1")).isLessThan(work("actorGeneration", "d2t1p1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"actorGeneration", "actorInference", "actorTraining"})
  void whatWasAskedBeforeIsRemembered(String call) {
    CallPlacement placement = placement("d8t2p1");

    assertThat(costs.of(call(call), placement, true))
        .isSameAs(costs.of(call(call), placement, true));
  }

  @Test
  void rulesTakeTimeForEachResponse() {
    assertThat(costs.of(call("rewardRule")).seconds())
        .isCloseTo(256 * scenario.framework().reward().seconds(), within(1e-9));
  }

  /**
   * The longest of 256 responses of 1,000 tokens on average takes most of a batch's time, which the
   * next batch shares; an engine that rests while its devices train has one batch at a time.
   */
  @Test
  void batchesOverlapOnEnginesWithDevicesOfTheirOwn() {
    PostTrainingScenario ahead =
        SampleSteps.read(
            """
            version: 1
            name: one step ahead
            cluster: {device: nvidia-h100-sxm, devices: 16, devicesPerNode: 8}
            model: llama-3.1-8b
            workload: {
              type: post-training, algorithm: dapo, promptTokens: 128, outputTokens: 1000,
              outputLengths: capped, maxSequence: 28128, outputSpread: 1.2, rolloutsPerStep: 256,
              trainBatch: 256, asynchrony: one-step, framework: nemo-rl}
            plan: {calls: {
              actorGeneration: {devices: 0-7, tensor: 1}, actorTraining: {devices: 8-15}}}
            """);
    CallCosts ofAhead = CallCosts.calibrated(ahead);
    ModelFunctionCall generation =
        ahead.workload().dataflow().call("actorGeneration").orElseThrow();

    double apart = ofAhead.of(generation, placement("d8t1p1"), false).seconds();
    double inTurns = ofAhead.of(generation, placement("d8t1p1"), true).seconds();

    assertThat(apart / inTurns).isBetween(0.5, 0.85);
  }

  @Test
  void aModelThatIsTooLargeDoesNotFit() {
    PostTrainingScenario large =
        SampleSteps.read(
            """
            version: 1
            name: 70B on one device
            cluster: {device: nvidia-h100-sxm, devices: 8}
            model: llama-3.1-70b
            workload: {
              type: post-training, algorithm: dapo, promptTokens: 128, outputTokens: 128, batch: 64,
              generationEngine: vllm}
            plan: {calls: {actorGeneration: {tensor: 1}, actorTraining: {tensor: 8}}}
            """);
    CallCosts ofLarge = CallCosts.calibrated(large);
    ModelFunctionCall generation =
        large.workload().dataflow().call("actorGeneration").orElseThrow();

    assertThat(ofLarge.of(generation, placement("d1t1p1"), true).fits()).isFalse();
    assertThat(ofLarge.of(generation, placement("d1t8p1"), true).fits()).isTrue();
  }

  /** Seconds without what the framework adds to every call. */
  private double work(String call, String label) {
    return costs.of(call(call), placement(label), true).seconds()
        - scenario.framework().call().seconds();
  }

  private ModelFunctionCall call(String name) {
    return scenario.workload().dataflow().call(name).orElseThrow();
  }

  private static CallPlacement placement(String label) {
    ParallelStrategy strategy = ParallelStrategy.parse(label);
    return CallPlacement.of(new DeviceMesh(0, (int) strategy.devices()), strategy);
  }
}
