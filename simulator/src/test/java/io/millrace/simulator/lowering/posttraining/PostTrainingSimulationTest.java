package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingRun;
import io.millrace.model.posttraining.PostTrainingRun.Activity;
import io.millrace.model.posttraining.PostTrainingRun.DeviceMemory;
import io.millrace.model.posttraining.PostTrainingRun.Kind;
import io.millrace.model.posttraining.PostTrainingRun.Movement;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostTrainingSimulationTest {
  private static final String PPO =
      """
      version: 1
      name: ppo
      cluster: {device: nvidia-h100-sxm, devices: 32, devicesPerNode: 8}
      model: llama-2-7b
      workload: {
        type: post-training, algorithm: ppo, promptTokens: 128, outputTokens: 128, batch: 256,
        miniBatches: 4, precision: bf16, framework: %s}
      plan:
        calls:
          actorGeneration: {devices: 16-31, tensor: 8}
          rewardInference: {devices: 8-15, tensor: 8}
          criticInference: {devices: %s, tensor: 8}
          referenceInference: {devices: 8-15, tensor: 8}
          actorTraining: {devices: 0-7, tensor: 8}
          criticTraining: {devices: 8-15, tensor: 8}
      """;

  /** Weights of eight slices go to as many devices elsewhere: what the closed form counts. */
  @ParameterizedTest
  @CsvSource({
    "none, tensor: 1, tensor: 1",
    "none, 'devices: 8-15, tensor: 8', 'devices: 0-7, tensor: 8'",
    "one-step, 'devices: 8-15, tensor: 8', 'devices: 0-7, tensor: 8'",
    "eight-step, 'devices: 8-15, tensor: 8', 'devices: 0-7, tensor: 8'"
  })
  void agreesWithThePaceWhereNothingContends(
      String asynchrony, String generation, String training) {
    PostTrainingScenario scenario = SampleSteps.grpo(asynchrony, generation, training);

    double estimate = IterationEstimator.calibrated(scenario).estimate(plan(scenario)).seconds();

    assertThat(run(scenario).stepSeconds()).isCloseTo(estimate, within(1e-3 * estimate));
  }

  /**
   * Both engines' weights leave the trainer's node at the same time: each gets half of its NICs.
   * One alone takes the 13.5 GB of eight slices in an eighth of that each, at 50 GB/s.
   */
  @Test
  void weightsThatLeaveAtOneTimeShareTheNetwork() {
    String two =
        """
        version: 1
        name: two engines
        cluster: {device: nvidia-h100-sxm, devices: 24, devicesPerNode: 8}
        model: llama-2-7b
        workload:
          type: post-training
          algorithm: two
          calls:
            - {name: first, kind: generation, model: actor, inputs: [prompts], outputs: [one]}
            - {name: second, kind: generation, model: actor, inputs: [prompts], outputs: [two]}
            - {name: train, kind: training, model: actor, inputs: [one, two]}
          promptTokens: 128
          outputTokens: 128
          batch: 64
          framework: realhf
        plan:
          calls:
            first: {devices: 8-15, tensor: 8}
            second: {devices: %s, tensor: 8}
            train: {devices: 0-7, tensor: 8}
        """;
    PostTrainingScenario scenario = SampleSteps.read(two.formatted("16-23"));
    double alone = 2.0 * scenario.model("actor").parameters() / 8 / 50e9;

    PostTrainingRun run = run(scenario);

    assertThat(weights(run)).hasSize(2);
    assertThat(weights(run))
        .allSatisfy(it -> assertThat(it.end() - it.start()).isCloseTo(2 * alone, within(1e-3)));
    double estimate = IterationEstimator.calibrated(scenario).estimate(plan(scenario)).seconds();
    assertThat(run.stepSeconds() - estimate).isCloseTo(alone, within(2e-3));
  }

  @ParameterizedTest
  @CsvSource({
    "none, tensor: 1, tensor: 2",
    "none, tensor: 4, 'tensor: 2, pipeline: 2'",
    "one-step, 'devices: 8-15', 'devices: 0-7, tensor: 2'"
  })
  void memoryIsAtItsFullestWhatThePlansMemorySays(
      String asynchrony, String generation, String training) {
    PostTrainingScenario scenario = SampleSteps.grpo(asynchrony, generation, training);

    double most =
        run(scenario).memory().stream().mapToDouble(it -> it.fullest().bytes()).max().orElseThrow();

    assertThat(most).isCloseTo(most(scenario), within(10.0));
  }

  @Test
  void memoryOfEveryDeviceIsWhatItsFullestCallSays() {
    PostTrainingScenario scenario = SampleSteps.read(PPO.formatted("realhf", "0-7"));

    double most =
        run(scenario).memory().stream().mapToDouble(it -> it.fullest().bytes()).max().orElseThrow();

    assertThat(most).isCloseTo(most(scenario), within(10.0));
    assertThat(run(scenario).memory())
        .extracting(it -> it.devices().label())
        .containsExactly("0-7", "8-15", "16-31");
  }

  @Test
  void whatTrainersKeepLeavesWhileTheEngineRuns() {
    PostTrainingRun run = run(SampleSteps.grpo("none", "tensor: 1", "tensor: 2"));

    DeviceMemory memory = run.memory().getFirst();
    Activity generation = activities(run, "actorGeneration", Kind.CALL).get(1);
    Activity training = activities(run, "actorTraining", Kind.CALL).get(1);

    assertThat(activities(run, "actorGeneration", Kind.OFFLOAD)).isNotEmpty();
    assertThat(at(memory, generation.start()).trainers()).isZero();
    assertThat(at(memory, generation.start()).working()).isPositive();
    assertThat(at(memory, training.start()).trainers()).isPositive();
  }

  @Test
  void callsOnACommonDeviceTakeTurns() {
    PostTrainingRun run = run(SampleSteps.read(PPO.formatted("realhf", "0-7")));

    List<Activity> activities = run.activities();

    for (Activity one : activities) {
      for (Activity other : activities) {
        boolean share =
            one != other
                && one.mesh().isPresent()
                && other.mesh().isPresent()
                && one.mesh().get().overlaps(other.mesh().get());
        assertThat(share && one.start() < other.end() - 1e-9 && other.start() < one.end() - 1e-9)
            .as("%s and %s", one, other)
            .isFalse();
      }
    }
  }

  @Test
  void theSameInputGivesTheSameRun() {
    PostTrainingScenario scenario = SampleSteps.grpo("one-step", "devices: 8-15", "devices: 0-7");

    assertThat(run(scenario)).isEqualTo(run(scenario));
  }

  private static PostTrainingRun.MemoryStep at(DeviceMemory memory, double time) {
    return memory.steps().stream()
        .filter(it -> it.time() <= time + 1e-9)
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  private static List<Activity> activities(PostTrainingRun run, String call, Kind kind) {
    return run.activities().stream()
        .filter(it -> it.call().equals(call) && it.kind() == kind)
        .toList();
  }

  private static List<Movement> weights(PostTrainingRun run) {
    return run.movements().stream()
        .filter(it -> it.iteration() == 3 && it.what().startsWith("weights"))
        .toList();
  }

  private static double most(PostTrainingScenario scenario) {
    CallCosts costs = CallCosts.calibrated(scenario);
    MemoryClaims claims = new MemoryClaims(scenario, costs);
    PlanMemory memory = claims.memory();
    List<ModelFunctionCall> calls = scenario.workload().dataflow().calls();
    for (int i = 0; i < calls.size(); i++) {
      ModelFunctionCall call = calls.get(i);
      if (call.kind().runsOnDevices()) {
        CallPlacement placement = plan(scenario).placementOf(call);
        CallCost cost = costs.of(call, plan(scenario));
        Optional<CallPlacement> trained =
            scenario
                .workload()
                .dataflow()
                .trainingOf(call.role().orElseThrow())
                .map(plan(scenario)::placementOf);
        memory.place(
            i,
            placement.mesh().first(),
            placement.mesh().end(),
            MemoryClaims.kept(call, cost),
            claims.own(call, placement, cost, trained));
      }
    }
    double most = 0;
    for (int i = 0; i < calls.size(); i++) {
      most = calls.get(i).kind().runsOnDevices() ? Math.max(most, memory.most(i)) : most;
    }
    return most;
  }

  private static PostTrainingPlan plan(PostTrainingScenario scenario) {
    return scenario.plan().orElseThrow();
  }

  private static PostTrainingRun run(PostTrainingScenario scenario) {
    return PostTrainingSimulation.calibrated(scenario).run(plan(scenario));
  }
}
