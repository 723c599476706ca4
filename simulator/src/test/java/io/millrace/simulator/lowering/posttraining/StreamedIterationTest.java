package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.posttraining.PostTrainingScenario;
import org.junit.jupiter.api.Test;

/** Iterations of a 7B model with long responses, as verl runs them. */
class StreamedIterationTest {
  private static final String DAPO =
      """
      version: 1
      name: dapo
      cluster: {device: nvidia-h20-sxm, devices: 64, devicesPerNode: 8}
      model: qwen2.5-7b
      workload: {
        type: post-training, framework: verl, algorithm: dapo, promptTokens: 150, %s,
        rolloutsPerStep: 4096, responsesPerPrompt: 16, trainBatch: 512, %s,
        recompute: full, sharding: zero3, shardingGroup: 2}
      plan: {calls: {actorGeneration: {%s}, actorTraining: {%s}}}
      """;

  private static final String LONG =
      "outputTokens: 550, maxSequence: 30720, outputLengths: capped, outputSpread: 1.2";
  private static final String STREAMS = "asynchrony: streaming, stalenessThreshold: %s";

  @Test
  void longResponsesRunFasterSplitThanColocated() {
    double colocated = seconds(LONG, "asynchrony: none", "tensor: 4", "context: 4");

    assertThat(split("0.5", 32)).isLessThan(0.7 * colocated);
  }

  @Test
  void looserStalenessFirstShortensTheStepAndThenStopsHelping() {
    double none = split("0", 32);
    double little = split("0.1", 32);
    double half = split("0.5", 32);

    assertThat(little).isLessThan(0.9 * none);
    assertThat(half).isLessThan(little);
    assertThat(split("1", 32)).isCloseTo(half, within(0.01 * half));
  }

  /** With few engines they are waited for, with many the trainer is. */
  @Test
  void anUnevenSplitIsBoundByItsSmallerSide() {
    PostTrainingScenario fewEngines = read(LONG, STREAMS.formatted("0.5"), split(56));
    PostTrainingScenario fewTrainers = read(LONG, STREAMS.formatted("0.5"), split(8));

    assertThat(seconds(fewEngines, "actorGeneration"))
        .isGreaterThan(seconds(fewEngines, "actorTraining"));
    assertThat(seconds(fewTrainers, "actorTraining"))
        .isGreaterThan(seconds(fewTrainers, "actorGeneration"));
    assertThat(split("0.5", 32)).isLessThan(Math.min(split("0.5", 56), split("0.5", 8)));
  }

  @Test
  void theTrainerTakesTheEnginesLogProbabilities() {
    PostTrainingScenario streams = read(LONG, STREAMS.formatted("0.5"), split(32));
    PostTrainingScenario waits = read(LONG, "asynchrony: none", split(32));

    assertThat(streams.workload().dataflow().call("actorInference")).isEmpty();
    assertThat(waits.workload().dataflow().call("actorInference")).isPresent();
  }

  /** Ranks share a batch evenly, not its updates; equal responses share those evenly as well. */
  @Test
  void unequalResponsesLeaveRanksWaitingInEachUpdate() {
    String equal = "outputTokens: 550, maxSequence: 30720";
    PostTrainingScenario even = read(equal, STREAMS.formatted("0.5"), split(32));
    PostTrainingScenario uneven = read(LONG, STREAMS.formatted("0.5"), split(32));

    assertThat(seconds(uneven, "actorTraining"))
        .isBetween(1.1 * seconds(even, "actorTraining"), 2 * seconds(even, "actorTraining"));
  }

  /** Shards of two devices stay as large however many devices there are. */
  @Test
  void smallShardingGroupsHaveMoreToMakeRoomFor() {
    String colocated = DAPO.formatted(LONG, "asynchrony: none", "tensor: 4", "context: 4");

    double two = moved(SampleSteps.read(colocated));
    double all = moved(SampleSteps.read(colocated.replace(", shardingGroup: 2", "")));

    assertThat(two).isGreaterThan(5 * all);
  }

  private static double moved(PostTrainingScenario scenario) {
    return IterationEstimator.calibrated(scenario)
        .estimate(scenario.plan().orElseThrow())
        .spans()
        .getFirst()
        .moved();
  }

  private static double split(String threshold, int trainers) {
    PostTrainingScenario scenario = read(LONG, STREAMS.formatted(threshold), split(trainers));
    return IterationEstimator.calibrated(scenario)
        .estimate(scenario.plan().orElseThrow())
        .seconds();
  }

  private static String split(int trainers) {
    return "actorGeneration: {devices: %d-63, tensor: 4}, actorTraining: {devices: 0-%d, context: 4}"
        .formatted(trainers, trainers - 1);
  }

  private static double seconds(
      String lengths, String asynchrony, String generation, String training) {
    PostTrainingScenario scenario =
        SampleSteps.read(DAPO.formatted(lengths, asynchrony, generation, training));
    return IterationEstimator.calibrated(scenario)
        .estimate(scenario.plan().orElseThrow())
        .seconds();
  }

  private static double seconds(PostTrainingScenario scenario, String name) {
    ModelFunctionCall call = scenario.workload().dataflow().call(name).orElseThrow();
    return CallCosts.calibrated(scenario).of(call, scenario.plan().orElseThrow()).seconds();
  }

  private static PostTrainingScenario read(String lengths, String asynchrony, String calls) {
    String whole =
        DAPO.replace("{actorGeneration: {%s}, actorTraining: {%s}}", "{%s}")
            .formatted(lengths, asynchrony, calls);
    return SampleSteps.read(whole);
  }
}
