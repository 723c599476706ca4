package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryClaimsTest {
  private static final CallCost COST = new CallCost(1, 40, 10, 80);

  private static PostTrainingScenario ppo(String framework, String actor, String critic) {
    return SampleSteps.read(
        """
        version: 1
        name: ppo
        cluster: {device: nvidia-a100-sxm-80g, devices: 8, devicesPerNode: 8}
        models: {actor: %s, critic: %s, reward: llama-3.2-1b, reference: llama-3.2-1b}
        workload: {
          type: post-training, algorithm: ppo, promptTokens: 128, outputTokens: 128,
          outputLengths: fixed, batch: 64, precision: bf16, recompute: full, framework: %s}
        """
            .formatted(actor, critic, framework));
  }

  private static MemoryClaims claims(PostTrainingScenario scenario) {
    return new MemoryClaims(scenario, CallCosts.calibrated(scenario));
  }

  private static ModelFunctionCall call(PostTrainingScenario scenario, String name) {
    return scenario.workload().dataflow().call(name).orElseThrow();
  }

  private static CallPlacement at(String degrees, String devices) {
    return CallPlacement.of(DeviceMesh.parse(devices), ParallelStrategy.parse(degrees));
  }

  private static PostTrainingPlan plan(
      PostTrainingScenario scenario, String actor, String critic, String others) {
    Map<String, CallPlacement> placements = new HashMap<>();
    for (ModelFunctionCall call : scenario.workload().dataflow().placed()) {
      String where =
          switch (call.name()) {
            case "actorTraining" -> actor;
            case "criticTraining" -> critic;
            default -> others;
          };
      int split = where.indexOf('@');
      placements.put(call.name(), at(where.substring(0, split), where.substring(split + 1)));
    }
    return PostTrainingPlan.of(placements);
  }

  @Test
  void trainersAloneKeepWhatTheyHave() {
    PostTrainingScenario scenario = ppo("realhf", "llama-2-7b", "llama-2-7b");

    assertThat(MemoryClaims.kept(call(scenario, "actorTraining"), COST)).isEqualTo(40);
    assertThat(MemoryClaims.kept(call(scenario, "actorGeneration"), COST)).isZero();
    assertThat(MemoryClaims.kept(call(scenario, "criticInference"), COST)).isZero();
  }

  @Test
  void inferenceUsesTheTrainersWeightsWhereTheyAre() {
    PostTrainingScenario scenario = ppo("nemo-rl", "llama-2-7b", "llama-2-7b");
    ModelFunctionCall inference = call(scenario, "criticInference");
    CallPlacement trained = at("d2t4p1", "0-7");

    assertThat(own(scenario, inference, at("d2t4p1", "0-7"), trained)).isEqualTo(10);
    assertThat(own(scenario, inference, at("d4t2p1", "0-7"), trained)).isEqualTo(50);
    assertThat(own(scenario, inference, at("d2t2p1", "0-3"), trained)).isEqualTo(50);
    assertThat(claims(scenario).own(inference, at("d2t4p1", "0-7"), COST, Optional.empty()))
        .isEqualTo(50);
  }

  @Test
  void anEngineOfItsOwnHasACopyOfTheWeights() {
    PostTrainingScenario within = ppo("realhf", "llama-2-7b", "llama-2-7b");
    PostTrainingScenario engine = ppo("nemo-rl", "llama-2-7b", "llama-2-7b");
    CallPlacement trained = at("d2t4p1", "0-7");

    assertThat(own(within, call(within, "actorGeneration"), trained, trained)).isEqualTo(10);
    assertThat(own(engine, call(engine, "actorGeneration"), trained, trained)).isEqualTo(50);
  }

  @Test
  void trainingNeedsAllOfItsOwn() {
    PostTrainingScenario scenario = ppo("realhf", "llama-2-7b", "llama-2-7b");
    CallPlacement trained = at("d2t4p1", "0-7");

    assertThat(own(scenario, call(scenario, "actorTraining"), trained, trained)).isEqualTo(50);
  }

  private static double own(
      PostTrainingScenario scenario,
      ModelFunctionCall call,
      CallPlacement placement,
      CallPlacement trained) {
    return claims(scenario).own(call, placement, COST, Optional.of(trained));
  }

  @Test
  void aPlanThatFitsMissesNothing() {
    PostTrainingScenario scenario = ppo("realhf", "llama-2-7b", "llama-2-7b");

    assertThat(claims(scenario).missing(plan(scenario, "d1t8p1@0-7", "d1t8p1@0-7", "d8t1p1@0-7")))
        .isEmpty();
  }

  @Test
  void saysWhichCallNeedsTooMuch() {
    PostTrainingScenario scenario = ppo("realhf", "llama-2-7b", "llama-2-7b");

    assertThat(claims(scenario).missing(plan(scenario, "d1t1p1@0", "d1t4p1@4-7", "d1t4p1@4-7")))
        .singleElement()
        .asString()
        .startsWith("actorTraining needs ")
        .contains("d1t1p1@0, which has 80");
  }

  /** States of 13B and 7B fit on four devices each, not together on the same four. */
  @Test
  void saysWhichCallsRunWhereTooMuchIsKept() {
    PostTrainingScenario scenario = ppo("realhf", "llama-2-13b", "llama-2-7b");

    assertThat(claims(scenario).missing(plan(scenario, "d1t4p1@0-3", "d1t4p1@4-7", "d1t8p1@0-7")))
        .isEmpty();
    assertThat(claims(scenario).missing(plan(scenario, "d1t4p1@0-3", "d1t4p1@0-3", "d1t4p1@4-7")))
        .hasSize(2)
        .allMatch(it -> it.contains("trained there a device holds"))
        .anyMatch(it -> it.startsWith("actorTraining on d1t4p1@0-3"))
        .anyMatch(it -> it.startsWith("criticTraining on d1t4p1@0-3"));
  }
}
