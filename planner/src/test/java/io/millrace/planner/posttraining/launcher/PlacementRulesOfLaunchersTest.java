package io.millrace.planner.posttraining.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single calls may look like. */
class PlacementRulesOfLaunchersTest {
  private static final PostTrainingScenario ZERO1 = Questions.dense(Algorithm.PPO, 32, "");
  private static final PostTrainingScenario ZERO3 =
      Questions.dense(Algorithm.PPO, 32, "sharding: zero3");

  private static Optional<String> refusal(
      String key, PostTrainingScenario scenario, String call, String placement) {
    return Launchers.find(key)
        .orElseThrow()
        .refusal(Questions.call(scenario, call), Questions.at(placement), scenario);
  }

  @ParameterizedTest
  @CsvSource({
    "verl, actorGeneration, d2t2p2@0-7, rollouts have no pipeline",
    "verl, actorGeneration, d4t2@4-11, whole nodes",
    "verl, actorGeneration, d1t2c2p1@0-3, no context parallelism",
    "verl, rewardInference, d1t2p2@0-3, reward models run in an engine",
    "nemo-rl, actorTraining, d1t3@7-9, whole nodes",
    "areal, actorGeneration, d3t4@0-11, whole nodes",
    "openrlhf, actorTraining, d1t4p2@0-7, DeepSpeed",
    "openrlhf, actorGeneration, d1t4p2@0-7, data and tensor parallelism",
    "realhf, actorGeneration, d3@0-2, aligned slice",
    "realhf, actorTraining, d4@2-5, aligned slice",
    "realhf, actorTraining, d1t16@0-15, tensor parallelism is 1",
    "realhf, actorTraining, d1c8@0-7, no context"
  })
  void refusesWithTheReason(String key, String call, String placement, String reason) {
    String label = placement.replace("c2p1", "p1c2").replace("d1c8", "d1t1p1c8");
    assertThat(refusal(key, ZERO1, call, label)).get().asString().contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "verl, actorGeneration, d4t2@0-7",
    "verl, actorTraining, d1t4p2@0-7",
    "verl, actorTraining, d2t8@8-23",
    "nemo-rl, actorGeneration, d1t4p2@0-7",
    "nemo-rl, actorTraining, d2t4p2@0-15",
    "areal, actorGeneration, d1t4p2@0-7",
    "areal, criticTraining, d2@6-7",
    "openrlhf, actorTraining, d8@0-7",
    "realhf, actorGeneration, d1t4p2@8-15",
    "realhf, criticTraining, d2t2@4-7",
    "realhf, actorTraining, d3t8@0-23"
  })
  void takesWhatItsDocumentationHas(String key, String call, String placement) {
    assertThat(refusal(key, ZERO1, call, placement)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"verl, d4t2@0-7", "verl, d4t1p2@0-7", "nemo-rl, d4t1p2@0-7", "areal, d4t1p2@0-7"})
  void fullyShardedTrainersAreNotSplitLikeMegatrons(String key, String placement) {
    assertThat(refusal(key, ZERO3, "actorTraining", placement))
        .get()
        .asString()
        .contains("fully sharded trainers");
    assertThat(refusal(key, ZERO1, "actorTraining", placement)).isEmpty();
  }

  @Test
  void deepSpeedsTensorParallelismNeedsUnshardedWeightsAndSharesNoSequence() {
    PostTrainingLauncher openrlhf = Launchers.find("openrlhf").orElseThrow();
    assertThat(refusal("openrlhf", ZERO3, "actorTraining", "d4t2@0-7"))
        .get()
        .asString()
        .contains("ZeRO stage 0, 1 or 2");
    ModelFunctionCall training = Questions.call(ZERO1, "actorTraining");
    assertThat(
            openrlhf.refusal(
                training,
                openrlhf.place(training, DeviceMesh.parse("0-7"), ParallelStrategy.parse("d4t2")),
                ZERO1))
        .isEmpty();
  }

  /** vLLM's EP = TP x DP (NeMo-RL, examples/configs/grpo_math_1B.yaml). */
  @ParameterizedTest
  @CsvSource({
    "d1t8p1c1e8, true",
    "d2t2p1c1e4, true",
    "d4t1p1c1e4, true",
    "d8t1p1c1e4, true",
    "d4t2p1c1e4, false",
    "d1t8p1c1e4, false",
    "d3t4p1c1e2, false",
    "d4t4, true"
  })
  void enginesSpreadExpertsOverTensorAndDataRanks(String degrees, boolean fits) {
    assertThat(ExpertRanks.fitEngine(ParallelStrategy.parse(degrees))).isEqualTo(fits);
  }

  @Test
  void everyReasonIsToldAtOnce() {
    PostTrainingScenario grpo = Questions.dense(Algorithm.GRPO, 16, "");
    PostTrainingLauncher verl = Launchers.find("verl").orElseThrow();
    assertThat(
            verl.refusals(
                Questions.plan(
                    Map.of(
                        "actorGeneration", "d2t2p2@4-11",
                        "actorInference", "d1t8@0-7",
                        "referenceInference", "d1t8@0-7",
                        "actorTraining", "d1t4p2@0-7")),
                grpo))
        .hasSize(4)
        .anySatisfy(it -> assertThat(it).contains("actorGeneration: verl: whole nodes"))
        .anySatisfy(it -> assertThat(it).contains("rollouts have no pipeline"))
        .anySatisfy(
            it ->
                assertThat(it)
                    .contains("actorInference and actorTraining must have one strategy")
                    .contains("d1t8p1")
                    .contains("d1t4p2"));
  }
}
