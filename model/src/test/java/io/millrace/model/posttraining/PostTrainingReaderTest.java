package io.millrace.model.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.workload.Asynchrony;
import io.millrace.model.workload.Colocation;
import io.millrace.model.workload.OutputLengths;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostTrainingReaderTest {
  private static final String PPO =
      """
      version: 1
      name: PPO of 7B models on 16 A100
      cluster: {device: nvidia-a100-sxm-80g, devices: 16, devicesPerNode: 8}
      model: llama-2-7b
      workload: {
        type: post-training, algorithm: ppo, promptTokens: 128, outputTokens: 384, batch: 256,
        miniBatches: 4, precision: fp16, recompute: full, sharding: zero1,
        generationEngine: eager}
      plan:
        calls:
          actorGeneration: {devices: 0-15, tensor: 8, pipeline: 2}
          actorTraining: {devices: 0-15, tensor: 4, pipeline: 2}
          criticTraining: {devices: 0-7, tensor: 8}
      """;

  private static final String GRPO =
      """
      version: 1
      name: GRPO on 32 H100
      cluster: {device: nvidia-h100-sxm, devices: 32, devicesPerNode: 8}
      models: {actor: {name: Qwen/Qwen3-30B-A3B}}
      workload: {
        type: post-training, algorithm: grpo, maxSequence: 4096, averageSequence: 3200,
        rolloutsPerStep: 2048, trainBatch: 512, asynchrony: one-step, generationEngine: vllm}
      plan:
        calls:
          actorGeneration: {tensor: 2}
          actorTraining: {expert: 8, pipeline: 2}
      """;

  @Test
  void readsWhatAScenarioSays() {
    PostTrainingScenario scenario = read(PPO);

    assertThat(scenario.workload().dataflow().name()).isEqualTo("ppo");
    assertThat(scenario.workload().outputs()).isEqualTo(new OutputLengths.Fixed(384));
    assertThat(scenario.workload().trainBatch()).isEqualTo(64);
    assertThat(scenario.workload().updates()).isEqualTo(4);
    assertThat(scenario.framework().id()).isEqualTo("realhf");
    assertThat(scenario.models().keySet())
        .containsExactly("actor", "critic", "reference", "reward");
    assertThat(placement(scenario, "actorTraining").label()).isEqualTo("d2t4p2@0-15");
  }

  @Test
  void whereNothingIsNamedCriticsRunUnderVerlAndOthersUnderNeMoRl() {
    assertThat(read(PPO.replace("generationEngine: eager", "colocated: true")))
        .extracting(it -> it.framework().id(), it -> it.assumes("workload.framework"))
        .containsExactly("verl", true);
    assertThat(read(PPO.replace("generationEngine: eager", "generationEngine: vllm")))
        .extracting(it -> it.framework().id())
        .isEqualTo("verl");
    assertThat(read(GRPO).framework().id()).isEqualTo("nemo-rl");
    assertThat(read(PPO.replace("generationEngine: eager", "framework: openrlhf")))
        .extracting(it -> it.framework().id(), it -> it.assumes("workload.framework"))
        .containsExactly("openrlhf", false);
  }

  @Test
  void callsThatAreLeftOutRunAsTheTrainingOfTheirRole() {
    PostTrainingScenario scenario = read(PPO);

    assertThat(placement(scenario, "criticInference").label()).isEqualTo("d1t8p1@0-7");
    assertThat(placement(scenario, "referenceInference").label()).isEqualTo("d2t4p2@0-15");
    assertThat(scenario.assumptions())
        .contains(new Assumption("plan.calls.criticInference", "d1t8p1@0-7", "as criticTraining"));
  }

  @Test
  void whereDevicesAreNotStatedOneHalfGeneratesBesideTheOther() {
    PostTrainingScenario scenario = read(GRPO);

    assertThat(scenario.workload().colocated()).isFalse();
    assertThat(placement(scenario, "actorGeneration").label()).isEqualTo("d8t2p1@16-31");
    assertThat(placement(scenario, "actorTraining").label()).isEqualTo("d8t1p2e8@0-15");
    assertThat(scenario.workload().outputs().longest()).isEqualTo(4096 - 150);
    assertThat(scenario.workload().outputs().mean()).isEqualTo(3200 - 150);
  }

  @Test
  void whereCallsTakeTurnsTheyHaveAllDevices() {
    PostTrainingScenario scenario = read(GRPO.replace("one-step", "none"));

    assertThat(placement(scenario, "actorGeneration").label()).isEqualTo("d16t2p1@0-31");
    assertThat(placement(scenario, "actorTraining").mesh().size()).isEqualTo(32);
  }

  @Test
  void readsADataflowOfItsOwn() {
    String own =
        GRPO.replace(
                "algorithm: grpo,",
                """
                calls: [
                  {name: write, kind: generation, model: actor, inputs: [prompts], outputs: [texts]},
                  {name: browse, kind: environment, inputs: [texts], outputs: [pages], time: 20 s},
                  {name: learn, kind: training, model: actor, inputs: [texts, pages]}],
                """)
            .replace("actorGeneration", "write")
            .replace("actorTraining", "learn");

    PostTrainingScenario scenario = read(own);

    assertThat(scenario.workload().dataflow().calls()).hasSize(3);
    assertThat(scenario.workload().dataflow().call("browse").orElseThrow().time())
        .hasValueSatisfying(time -> assertThat(time.seconds()).isEqualTo(20));
  }

  @Test
  void findsAllMistakesAtOnce() {
    String broken =
        PPO.replace("algorithm: ppo", "algorithm: ppq")
            .replace("miniBatches: 4", "miniBatches: 3")
            .replace("sharding: zero1", "shardin: zero1")
            .replace("devices: 16", "devices: sixteen");

    assertThat(issues(broken))
        .extracting(Issue::path)
        .contains(
            "workload.algorithm", "workload.miniBatches", "workload.shardin", "cluster.devices");
  }

  @Test
  void refusesPlacementsThatDoNotFit() {
    assertThat(issues(PPO.replace("0-15, tensor: 8, pipeline: 2", "0-15, tensor: 6")))
        .extracting(Issue::path)
        .contains("plan.calls.actorGeneration");
    assertThat(issues(PPO.replace("devices: 0-15, tensor: 4", "devices: 8-23, tensor: 4")))
        .anySatisfy(it -> assertThat(it.message()).contains("8-23 are more than the 16"));
    assertThat(issues(PPO.replace("criticTraining", "criticTrainin")))
        .anySatisfy(it -> assertThat(it.hint()).contains("criticTraining"));
    assertThat(issues(PPO.replace("{devices: 0-7, tensor: 8}", "{devices: 0-7, expert: 8}")))
        .anySatisfy(it -> assertThat(it.message()).contains("no experts"));
  }

  @Test
  void refusesBatchesThatContradictEachOther() {
    assertThat(issues(GRPO.replace("trainBatch: 512", "trainBatch: 512, miniBatches: 3")))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.path()).isEqualTo("workload.miniBatches");
              assertThat(it.message())
                  .isEqualTo("3 of 512 responses are not the 2048 of an iteration");
            });
    assertThat(read(GRPO.replace("trainBatch: 512", "trainBatch: 512, miniBatches: 4")))
        .extracting(it -> it.workload().updates())
        .isEqualTo(4);
  }

  @Test
  void doesNotComplainOfLengthsThatFollowFromAMisreadOne() {
    assertThat(issues(GRPO.replace("maxSequence: 4096", "maxSequence: 200k")))
        .extracting(Issue::path)
        .containsExactly("workload.maxSequence");
  }

  @Test
  void hintsAtOurNameForWhatOthersNameOtherwise() {
    assertThat(issues(GRPO.replace("one-step", "one_step_off")))
        .singleElement()
        .satisfies(it -> assertThat(it.hint()).startsWith("Maybe 'one-step'?"));
    assertThat(issues(GRPO.replace("asynchrony", "precision: bfloat16, asynchrony")))
        .singleElement()
        .satisfies(it -> assertThat(it.hint()).isEqualTo("Maybe 'bf16'?"));
  }

  @Test
  void saysWhatShareOfMemoryTheEngineHas() {
    PostTrainingScenario scenario = read(GRPO);
    GenerationEngine engine = scenario.framework().engine();

    assertThat(scenario.assumptions())
        .filteredOn(it -> it.path().equals("engine memory"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.value())
                    .contains(engine.sharedMemory() + " of a device")
                    .contains(engine.ownMemory() + " of a device"));
  }

  @Test
  void keepsWhetherSomebodySaidThatDevicesAreShared() {
    assertThat(read(GRPO).workload().colocation()).isEqualTo(Colocation.OPEN);
    assertThat(
            read(PPO.replace("precision", "colocated: false, precision")).workload().colocation())
        .isEqualTo(Colocation.APART);
  }

  @Test
  void readsHowResponsesStream() {
    PostTrainingScenario scenario =
        read(
            GRPO.replace("one-step", "streaming, stalenessThreshold: 0.3, responsesPerPrompt: 16")
                .replace("generationEngine: vllm", "framework: verl, shardingGroup: 8"));

    assertThat(scenario.workload().asynchrony()).isEqualTo(new Asynchrony.Streaming(0.3, true, 4));
    assertThat(scenario.workload().group()).isEqualTo(16);
    assertThat(scenario.workload().shardingGroup()).hasValue(8);
    assertThat(scenario.workload().colocated()).isFalse();
    assertThat(scenario.assumptions())
        .extracting(Assumption::path)
        .contains("workload.portions")
        .doesNotContain("workload.stalenessThreshold");
  }

  @Test
  void streamsBringTheirLogProbabilitiesUnlessTheyAreComputedAgain() {
    String streams = GRPO.replace("one-step", "streaming");
    String again = GRPO.replace("one-step", "streaming, engineLogProbabilities: false");

    assertThat(read(streams).workload().dataflow().call("actorInference")).isEmpty();
    assertThat(read(again).workload().dataflow().call("actorInference")).isPresent();
    assertThat(read(GRPO).workload().dataflow().call("actorInference")).isPresent();
  }

  @Test
  void refusesWhatOnlyStreamsHaveElsewhere() {
    assertThat(issues(GRPO.replace("one-step", "one-step, stalenessThreshold: 0.3")))
        .extracting(Issue::path)
        .contains("workload.stalenessThreshold");
    assertThat(issues(GRPO.replace("one-step", "three")))
        .anySatisfy(it -> assertThat(it.hint()).contains("streaming"));
    assertThat(issues(GRPO.replace("one-step", "streaming, responsesPerPrompt: 7")))
        .anySatisfy(it -> assertThat(it.message()).contains("7 does not divide 2048"));
  }

  @Test
  void refusesAFrameworkThatIsNotKnown() {
    assertThat(issues(PPO.replace("generationEngine: eager", "framework: nemo-lr")))
        .anySatisfy(it -> assertThat(it.hint()).contains("nemo-rl"));
  }

  private static CallPlacement placement(PostTrainingScenario scenario, String call) {
    return scenario.plan().orElseThrow().placement(call).orElseThrow();
  }

  private static PostTrainingScenario read(String text) {
    return parse(text).orThrow();
  }

  private static List<Issue> issues(String text) {
    return parse(text).issues();
  }

  private static Parsed<PostTrainingScenario> parse(String text) {
    return Document.parse(text, false)
        .then(it -> PostTrainingReader.bundled().read(it, Path.of("")));
  }
}
