package io.millrace.planner.export.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.export.Gap;
import io.millrace.planner.posttraining.launcher.Questions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths, number formats and shares of memory, which come from the question and no plan. */
class WhatFilesSayOfTheWorkloadTest {

  /** All calls of GRPO in turns on one node, as every launcher but ReaLHF runs them. */
  private static PostTrainingFolder turns(String launcher, String framework, String more) {
    PostTrainingScenario question =
        Questions.read(
            """
            version: 1
            name: a question
            cluster: {device: nvidia-h100-sxm, devices: 8, devicesPerNode: 8}
            model: llama-2-7b
            workload: {
              type: post-training, algorithm: grpo, promptTokens: 512, outputTokens: 4096,
              batch: 256, sharding: zero3, framework: %s%s}
            """
                .formatted(framework, more));
    String trainer = "d8@0-7";
    return PostTrainingFolder.of(
        PostTrainingExporter.of(launcher).orElseThrow(),
        PostTrainingLaunchJob.of(
            question,
            Questions.plan(
                Map.of(
                    "actorGeneration", "d4t2@0-7",
                    "actorInference", trainer,
                    "referenceInference", trainer,
                    "actorTraining", trainer))));
  }

  private static String text(PostTrainingFolder folder) {
    assertThat(folder.refusals()).isEmpty();
    return String.join("\n", folder.files().values());
  }

  @ParameterizedTest
  @CsvSource({
    "verl, data.max_prompt_length=512, data.max_response_length=15872",
    "nemo-rl, max_total_sequence_length: 16384, max_new_tokens: 15872",
    "areal, max_length: 512, max_new_tokens: 15872",
    "openrlhf, --data.max_len 16384, --rollout.max_new_tokens 15872"
  })
  void responsesOfUnknownLengthsMayFillTheSequence(String launcher, String one, String other) {
    PostTrainingFolder folder = turns(launcher, "nemo-rl", ", maxSequence: 16384");

    assertThat(text(folder)).contains(one + "\n", other + "\n");
    assertThat(folder.gaps())
        .filteredOn(it -> it.path().equals("workload.outputTokens"))
        .singleElement()
        .extracting(Gap::reason)
        .asString()
        .contains("let them run to 15872");
  }

  @Test
  void responsesOfOneLengthEndThere() {
    PostTrainingFolder folder = turns("verl", "verl", ", maxSequence: 16384, outputLengths: fixed");

    assertThat(text(folder)).contains("data.max_response_length=4096\n");
    assertThat(folder.gaps()).noneMatch(it -> it.path().equals("workload.outputTokens"));
  }

  @ParameterizedTest
  @CsvSource({"openrlhf, fp16", "openrlhf, bf16", "verl, bf16", "nemo-rl, bf16", "areal, bf16"})
  void aPrecisionIsStarted(String launcher, String precision) {
    PostTrainingFolder folder = turns(launcher, "nemo-rl", ", precision: " + precision);

    assertThat(text(folder)).isNotEmpty();
    assertThat(folder.gaps()).noneMatch(it -> it.path().equals("workload.precision"));
  }

  @ParameterizedTest
  @CsvSource({"verl, fp16", "nemo-rl, fp16", "areal, fp8", "openrlhf, fp32"})
  void orItIsListed(String launcher, String precision) {
    assertThat(turns(launcher, "nemo-rl", ", precision: " + precision).gaps())
        .contains(new Gap("workload.precision", precision, "the files start bf16", false));
  }

  /** ReaLHF's engine has no share of its own beside the trainer, vLLM under OpenRLHF 0.7. */
  @Test
  void anEngineBesideTrainersGetsNoMoreThanItsLauncherGivesIt() {
    PostTrainingFolder folder = turns("openrlhf", "realhf", ", precision: fp16");

    assertThat(text(folder))
        .contains("--vllm.gpu_memory_utilization 0.7\n", "--ds.param_dtype fp16\n");
    assertThat(folder.gaps())
        .anySatisfy(
            it ->
                assertThat(it.toString())
                    .contains("workload.framework is realhf")
                    .contains("planned with 0.9", "the launcher's 0.7"));
    assertThat(text(turns("openrlhf", "nemo-rl", "")))
        .contains("--vllm.gpu_memory_utilization 0.6\n");
  }

  /**
   * ReaLHF cuts a share of 32 responses of 4608 tokens once for each stage, NeMo-RL packs one
   * longest sequence, verl two.
   */
  @ParameterizedTest
  @CsvSource({"realhf, 147456", "nemo-rl, 4608", "verl, 9216"})
  void packsAreAsLargeAsThePlanTakesThem(String framework, int tokens) {
    assertThat(text(turns("openrlhf", framework, "")))
        .contains(
            "--train.max_tokens_per_gpu " + tokens + "\n",
            "--rollout.max_tokens_per_gpu " + tokens + "\n");
    assertThat(text(turns("verl", framework, "")))
        .contains("actor_rollout_ref.actor.ppo_max_token_len_per_gpu=" + tokens + "\n");
    assertThat(text(turns("areal", framework, ""))).contains("max_tokens_per_mb: " + tokens + "\n");
  }

  /** ReaLHF's own trainers stay where they are, so that nobody is charged for a move. */
  @ParameterizedTest
  @CsvSource({"verl, True", "realhf, False"})
  void fullyShardedTrainersOfVerlMakeRoomWhereThePlanChargesForIt(String framework, String room) {
    assertThat(text(turns("verl", framework, "")))
        .contains(
            "actor_rollout_ref.actor.fsdp_config.param_offload=" + room + "\n",
            "actor_rollout_ref.actor.fsdp_config.optimizer_offload=" + room + "\n",
            "actor_rollout_ref.ref.fsdp_config.param_offload=" + room + "\n");
  }
}
