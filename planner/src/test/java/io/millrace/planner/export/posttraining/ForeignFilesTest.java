package io.millrace.planner.export.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.Sharding;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.launcher.Questions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other people wrote, as their launchers document them. */
class ForeignFilesTest {
  private static final PostTrainingScenario AHEAD =
      Questions.dense(Algorithm.GRPO, 32, "asynchrony: one-step");

  private static String plan(String launcher, String text, PostTrainingScenario question) {
    return PostTrainingImporter.of(launcher).orElseThrow().read(text, question).orThrow().label();
  }

  /** NeMo-RL, recipes/llm/performance/grpo-qwen3-30ba3b-4n8g-async-1off.yaml, shortened. */
  @Test
  void aRecipeOfNeMoRl() {
    PostTrainingScenario question =
        Questions.read(
            """
            version: 1
            name: experts
            cluster: {device: nvidia-h100-sxm, devices: 32, devicesPerNode: 8}
            models: {actor: {name: Qwen/Qwen3-30B-A3B}}
            workload: {
              type: post-training, algorithm: grpo, maxSequence: 4096, averageSequence: 2500,
              rolloutsPerStep: 2048, trainBatch: 2048, asynchrony: one-step, framework: nemo-rl}
            """);
    String recipe =
        """
        defaults: ./grpo-qwen3-30ba3b-4n8g.yaml
        grpo: {async_grpo: {enabled: true, max_trajectory_age_steps: 1}}
        policy:
          train_global_batch_size: 2048
          megatron_cfg:
            enabled: true
            env_vars: {NVLINK_DOMAIN_SIZE: "8"}
            tensor_model_parallel_size: 1
            pipeline_model_parallel_size: 2
            expert_model_parallel_size: 8
          generation:
            colocated: {enabled: false, resources: {num_nodes: 2, gpus_per_node: 8}}
            vllm_cfg: {async_engine: true, tensor_parallel_size: 2}
        cluster: {gpus_per_node: 8, num_nodes: 4}
        """;

    assertThat(plan("nemo-rl", recipe, question))
        .isEqualTo(
            "actorGeneration:d8t2p1@16-31 actorInference:d8t1p2e8@0-15"
                + " actorTraining:d8t1p2e8@0-15 referenceInference:d8t1p2e8@0-15");
  }

  /** AReaL, docs/en/reference/alloc_mode.md and issues. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vllm[rollout]:d4t2+megatron[actor]:d4t2|megatron[ref]:d8",
        "allocation_mode: vllm[rollout]:d4t2+megatron[actor]:d4t2|megatron[ref]:d8"
      })
  void anAllocationModeOfAReaL(String mode) {
    assertThat(plan("areal", mode, AHEAD))
        .isEqualTo(
            "actorGeneration:d4t2p1@8-15 actorInference:d4t2p1@0-7"
                + " actorTraining:d4t2p1@0-7 referenceInference:d8t1p1@0-7");
  }

  @Test
  void anAllocationModeWithoutNamesOrInTheOldForm() {
    PostTrainingScenario question =
        Questions.dense(Algorithm.DAPO, 32, "asynchrony: one-step, sharding: zero3");
    String expected =
        "actorGeneration:d4t2p1@8-15 actorInference:d8t1p1@0-7 actorTraining:d8t1p1@0-7";

    assertThat(plan("areal", "sglang:d4t2+fsdp:d8", question)).isEqualTo(expected);
    assertThat(plan("areal", "sglang.d4t2p1+d8p1t1", question)).isEqualTo(expected);
  }

  /** The reference has the actor's backend where it names none. */
  @Test
  void aConfigurationOfAReaL() {
    String yaml =
        """
        cluster: {n_nodes: 2, n_gpus_per_node: 8}
        rollout: {backend: "sglang:d4p1t2", max_head_offpolicyness: 2}
        actor: {backend: "megatron:(attn:d2p2t2|ffn:d4p2t1e1)", mb_spec: {max_tokens_per_mb: 10240}}
        ref:
          backend: ${actor.backend}
          scheduling_strategy: {type: colocation, target: actor}
        """;

    assertThat(plan("areal", yaml, AHEAD))
        .isEqualTo(
            "actorGeneration:d4t2p1@8-15 actorInference:d2t2p2@0-7"
                + " actorTraining:d2t2p2@0-7 referenceInference:d2t2p2@0-7");
  }

  /** What a script of verl leaves out is as verl has it. */
  @Test
  void aScriptOfVerl() {
    String script =
        """
        #!/usr/bin/env bash
        # trainer.nnodes=7 is not meant
        python3 -m verl.trainer.main_ppo --config-path=config \\
            algorithm.adv_estimator=grpo model_engine=megatron \\
            actor_rollout_ref.actor.megatron.tensor_model_parallel_size=2 \\
            actor_rollout_ref.actor.megatron.pipeline_model_parallel_size=2 \\
            actor_rollout_ref.rollout.name=vllm \\
            trainer.logger='["console"]' trainer.n_gpus_per_node=8 \\
            trainer.nnodes=2 $@
        """;

    assertThat(plan("verl", script, Questions.dense(Algorithm.GRPO, 16, "")))
        .isEqualTo(
            "actorGeneration:d8t2p1@0-15 actorInference:d4t2p2@0-15"
                + " actorTraining:d4t2p2@0-15 referenceInference:d4t2p2@0-15");
  }

  /** What contradicts the scenario is told; what is left out or agrees is not. */
  @Test
  void aScriptOfVerlForAnotherQuestionIsNoted() {
    PostTrainingImporter verl = PostTrainingImporter.of("verl").orElseThrow();
    PostTrainingScenario question =
        Questions.dense(Algorithm.GRPO, 16, "responsesPerPrompt: 8, sharding: zero3");
    String places = "trainer.nnodes=2 trainer.n_gpus_per_node=8 ";

    assertThat(
            verl.notes(places + "data.train_batch_size=64 actor_rollout_ref.rollout.n=8", question))
        .isEmpty();
    assertThat(
            verl.notes(
                "trainer.nnodes=4 trainer.n_gpus_per_node=4 data.train_batch_size=128"
                    + " actor_rollout_ref.rollout.n=16 algorithm.adv_estimator=gae"
                    + " data.max_response_length=1024 trainer.project_name=mine a.b=1 a.c=2 a.d=3",
                question))
        .containsExactly(
            "trainer.n_gpus_per_node is 4 in the file, cluster.devicesPerNode 8 in the scenario",
            "an iteration has 2048 responses in the file (data.train_batch_size 128 x"
                + " actor_rollout_ref.rollout.n 16), 512 in the scenario",
            "actor_rollout_ref.rollout.n is 16 in the file, workload.responsesPerPrompt 8 in the"
                + " scenario",
            "algorithm.adv_estimator is gae in the file, grpo for the scenario",
            "data.max_response_length is 1024 in the file, 128 for the scenario",
            "overrides that were not understood: 4, a.b, a.c, a.d, ...");
  }

  /** OpenRLHF, README: PPO with the hybrid engine. */
  @Test
  void aScriptOfOpenRlhf() {
    String script =
        """
        ray job submit --address="http://127.0.0.1:8265" \\
           -- python3 -m openrlhf.cli.train_ppo_ray \\
           --ref.num_nodes 1 --ref.num_gpus_per_node 8 \\
           --reward.num_nodes 1 --reward.num_gpus_per_node 8 \\
           --critic.num_nodes 1 --critic.num_gpus_per_node 8 \\
           --actor.num_nodes 1 --actor.num_gpus_per_node 8 \\
           --vllm.num_engines 4 --vllm.tensor_parallel_size 2 \\
           --train.colocate_all --vllm.gpu_memory_utilization 0.5 --ds.zero_stage 3
        """;

    assertThat(plan("openrlhf", script, Questions.dense(Algorithm.PPO, 8, "sharding: zero3")))
        .contains("actorGeneration:d4t2p1@0-7", "criticTraining:d8t1p1@0-7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "a: [", "trainer.nnodes=0", "cluster: 3\npolicy: 4", "@"})
  void nonsenseIsRefusedByAll(String text) {
    for (PostTrainingImporter importer : PostTrainingImporter.all()) {
      Parsed<PostTrainingPlan> read = importer.read(text, AHEAD);
      assertThat(read).as(importer.key()).isInstanceOf(Parsed.Invalid.class);
    }
  }

  @Test
  void variablesOfAScriptAreNoNumbers() {
    assertThat(
            PostTrainingImporter.of("verl")
                .orElseThrow()
                .read("trainer.nnodes=$NODES", AHEAD)
                .toString())
        .contains("trainer.nnodes", "'$NODES' is no positive number");
    assertThat(
            PostTrainingImporter.of("openrlhf")
                .orElseThrow()
                .read("--vllm.num_engines $N --train.async_enable", AHEAD)
                .toString())
        .contains("--vllm.num_engines", "no positive number");
  }

  /** What is beside places alone, such as a script that reads its list, places nothing. */
  @Test
  void aFileWithoutPlacesIsNoPlan() {
    assertThat(
            PostTrainingImporter.of("verl")
                .orElseThrow()
                .read("actor_rollout_ref.model.path=m data.train_batch_size=8", AHEAD)
                .toString())
        .contains("has no override of verl that places calls");
    assertThat(
            PostTrainingImporter.of("nemo-rl")
                .orElseThrow()
                .read("policy: {precision: bfloat16}\ncluster: {segment_size: 4}", AHEAD)
                .toString())
        .contains("has neither num_nodes nor gpus_per_node");
  }

  @Test
  void poolsWithoutDevicesAreAnIssue() {
    String recipe =
        """
        policy:
          generation: {colocated: {enabled: false, resources: {num_nodes: 2, gpus_per_node: 8}}}
        cluster: {gpus_per_node: 8, num_nodes: 2}
        """;

    assertThat(PostTrainingImporter.of("nemo-rl").orElseThrow().read(recipe, AHEAD).toString())
        .contains("leaves 0 devices for policy{policy}");
  }

  @Test
  void whatTrainersShareOutIsReadToo() {
    assertThat(settings("verl", "model_engine=megatron trainer.nnodes=1"))
        .isEqualTo(TrainerSettings.of(Sharding.ZERO1, Recompute.NONE));
    assertThat(settings("verl", "trainer.nnodes=1"))
        .isEqualTo(TrainerSettings.of(Sharding.ZERO3, Recompute.FULL));
    assertThat(settings("openrlhf", "--vllm.num_engines 4"))
        .isEqualTo(TrainerSettings.of(Sharding.ZERO2, Recompute.NONE));
    assertThat(settings("openrlhf", "--ds.zero_stage 3 --actor.gradient_checkpointing_enable"))
        .isEqualTo(TrainerSettings.of(Sharding.ZERO3, Recompute.FULL));
    assertThat(settings("areal", "sglang:d4t2+fsdp:d8").sharding()).contains(Sharding.ZERO3);
    assertThat(settings("nemo-rl", "policy: {dtensor_cfg: {activation_checkpointing: true}}"))
        .isEqualTo(TrainerSettings.of(Sharding.ZERO3, Recompute.FULL));
  }

  private static TrainerSettings settings(String launcher, String text) {
    return PostTrainingImporter.of(launcher).orElseThrow().settings(text);
  }

  @Test
  void degreesThatDoNotFillTheDevicesAreAnIssue() {
    Parsed<PostTrainingPlan> read =
        PostTrainingImporter.of("verl")
            .orElseThrow()
            .read(
                "trainer.nnodes=2 actor_rollout_ref.rollout.tensor_model_parallel_size=3",
                Questions.dense(Algorithm.GRPO, 16, ""));

    assertThat(read.toString()).contains("do not divide 16 devices");
  }
}
