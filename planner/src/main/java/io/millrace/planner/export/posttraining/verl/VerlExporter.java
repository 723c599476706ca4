package io.millrace.planner.export.posttraining.verl;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.workload.Asynchrony;
import io.millrace.model.workload.PostTraining;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.posttraining.Estimators;
import io.millrace.planner.export.posttraining.PlacementGaps;
import io.millrace.planner.export.posttraining.PostTrainingExporter;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.planner.export.posttraining.RayShell;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Part;
import io.millrace.planner.posttraining.launcher.Pool;
import io.millrace.planner.posttraining.launcher.TrainerBackend;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** verl: a list of overrides for {@code verl.trainer.main_ppo}, one on each line. */
public final class VerlExporter implements PostTrainingExporter {
  static final String KEY = "verl";

  /** The arrangement in which responses stream, which another program runs. */
  static final String STREAMING = "fully_async";

  /** The file with the overrides. */
  static final String LIST = "overrides.txt";

  /** For service loaders. */
  public VerlExporter() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String release() {
    return "verl's main branch in August 2026 (1dda039b9), trainer v1";
  }

  @Override
  public boolean saysShardingGroup() {
    return true;
  }

  @Override
  public LaunchFiles export(PostTrainingLaunchJob job, Arrangement arrangement) {
    PlacementGaps gaps = new PlacementGaps(job);
    List<String> overrides = new ArrayList<>();
    TrainerBackend backend = TrainerBackend.of(job.scenario());
    // The first: it chooses which of the defaults below are there.
    overrides.add("model_engine=" + (backend == TrainerBackend.MEGATRON ? "megatron" : "dp"));
    trainer(overrides, job, arrangement);
    VerlGroups groups = new VerlGroups(job, gaps, overrides);
    for (Pool pool : arrangement.pools()) {
      pool.groups().forEach(group -> groups.write(group, pool));
    }
    workload(overrides, job);
    job.placed().forEach(gaps::saidSize);
    List<String> remarks = new ArrayList<>();
    if (streams(job)) {
      remarks.add(
          "Not verified, but recalled: the name of the program for streams of responses and of its"
              + " configuration.");
    }
    remarks.add("overrides.txt is read by launch.sh; options after launch.sh come behind it.");
    return LaunchFiles.of(
        Map.of(
            LIST,
            String.join("\n", new LinkedHashSet<>(overrides)) + "\n",
            LaunchFiles.SCRIPT,
            script(job),
            RayShell.FILE,
            RayShell.slurm(job)),
        gaps.close(),
        remarks);
  }

  /** Pools, and how far generation may be ahead. */
  private static void trainer(
      List<String> overrides, PostTrainingLaunchJob job, Arrangement arrangement) {
    for (Pool pool : arrangement.pools()) {
      DeviceMesh mesh = job.mesh(pool);
      String prefix =
          switch (pool.name()) {
            case "rollout_pool" ->
                arrangement.name().equals(STREAMING) ? "rollout." : "actor_rollout_ref.rollout.";
            case "reward_pool" -> "reward.reward_model.";
            default -> "trainer.";
          };
      overrides.add(prefix + "nnodes=" + job.nodes(mesh));
      overrides.add(prefix + "n_gpus_per_node=" + job.devicesPerNode(mesh));
    }
    if (job.workload().asynchrony() instanceof Asynchrony.Streaming streaming) {
      overrides.addAll(streaming(job, streaming));
      return;
    }
    int staleness = job.workload().asynchrony().staleness();
    boolean separate = arrangement.name().equals("separate_async");
    String mode = staleness == 0 ? "sync" : separate ? "separate_async" : "colocate_async";
    overrides.add("trainer.use_v1=True");
    overrides.add("trainer.v1.trainer_mode=" + mode);
    if (staleness > 0) {
      overrides.add("trainer.v1.%s.num_warmup_batches=%d".formatted(mode, staleness));
      overrides.add("trainer.v1.sampler.max_off_policy_threshold=" + staleness);
    }
    if (separate) {
      overrides.add("trainer.v1.separate_async.parameter_sync_step=1");
      overrides.add("actor_rollout_ref.rollout.checkpoint_engine.backend=nccl");
    }
  }

  /** The trainer of {@code docs/advance/fully_async.md}: it takes mini-batches as they are done. */
  private static List<String> streaming(PostTrainingLaunchJob job, Asynchrony.Streaming streaming) {
    int portion = job.workload().rollouts() / streaming.portions();
    return List.of(
        "actor_rollout_ref.hybrid_engine=False",
        "data.train_batch_size=0",
        "data.gen_batch_size=1",
        "async_training.staleness_threshold=" + streaming.threshold(),
        "async_training.partial_rollout=" + VerlGroups.flag(streaming.partialRollouts()),
        "async_training.trigger_parameter_sync_step=" + streaming.portions(),
        "async_training.require_batches=" + Math.max(1, portion / job.workload().trainBatch()),
        "async_training.use_rollout_log_probs="
            + VerlGroups.flag(!job.has("actor", CallKind.INFERENCE)),
        "actor_rollout_ref.rollout.calculate_log_probs=True");
  }

  private static void workload(List<String> overrides, PostTrainingLaunchJob job) {
    PostTraining workload = job.workload();
    String estimator =
        Estimators.critic(job) ? "gae" : Estimators.greedyBaseline(job) ? "remax" : "grpo";
    overrides.add("algorithm.adv_estimator=" + estimator);
    overrides.add(
        "algorithm.filter_groups.enable=" + VerlGroups.flag(Estimators.samplesAgain(job)));
    // Either starts the reference: PPO takes the penalty off rewards, GRPO adds it to the loss.
    boolean reference = job.has("reference", CallKind.INFERENCE);
    overrides.add(
        "actor_rollout_ref.actor.use_kl_loss="
            + VerlGroups.flag(reference && !Estimators.critic(job)));
    overrides.add(
        "algorithm.use_kl_in_reward=" + VerlGroups.flag(reference && Estimators.critic(job)));
    workload
        .adapters()
        .ifPresent(
            it -> {
              overrides.add("actor_rollout_ref.model.lora_rank=" + it.rank());
              overrides.add("actor_rollout_ref.model.lora_alpha=" + it.rank());
            });
    overrides.add("data.max_prompt_length=" + job.longestPrompt());
    overrides.add("data.max_response_length=" + job.longestResponse());
    boolean scores = !Part.REWARD.calls(workload.dataflow()).isEmpty();
    overrides.add("reward.reward_model.enable=" + VerlGroups.flag(scores));
  }

  private static String script(PostTrainingLaunchJob job) {
    boolean critic = Estimators.critic(job);
    boolean reward = !Part.REWARD.calls(job.workload().dataflow()).isEmpty();
    return RayShell.beginning(job, "verl")
        + """
        : "${ACTOR_MODEL:?set it to the name or folder of the actor}"
        : "${TRAIN_FILES:?set it to a parquet file of prompts}"
        : "${VAL_FILES:?set it to a parquet file of prompts for validation}"
        """
        + (critic ? ": \"${CRITIC_MODEL:?set it to the name or folder of the critic}\"\n" : "")
        + (reward
            ? ": \"${REWARD_MODEL:?set it to the name or folder of the reward model}\"\n"
            : "")
        + "\n"
        + RayShell.prompts(job, Estimators.groupSize(job))
        + """
        mapfile -t OVERRIDES < %s
        python3 -m %s \\
          "${OVERRIDES[@]}" \\
          actor_rollout_ref.model.path="$ACTOR_MODEL" \\
        %s%s  actor_rollout_ref.rollout.n="$GROUP_SIZE" \\
          %s="$((%s / GROUP_SIZE))" \\
          actor_rollout_ref.actor.ppo_mini_batch_size="$((%d / GROUP_SIZE))" \\
          data.train_files="$TRAIN_FILES" \\
          data.val_files="$VAL_FILES" \\
          "$@"
        """
            .formatted(
                LIST,
                program(job),
                critic
                    ? "  critic.model.path=\"$CRITIC_MODEL\" \\\n"
                        + "  critic.ppo_mini_batch_size=\"$((%d / GROUP_SIZE))\" \\\n"
                            .formatted(job.workload().trainBatch())
                    : "",
                reward ? "  reward.reward_model.model_path=\"$REWARD_MODEL\" \\\n" : "",
                streams(job) ? "rollout.total_rollout_steps" : "data.train_batch_size",
                streams(job)
                    ? "${ITERATIONS:-100} * " + job.workload().rollouts()
                    : job.workload().rollouts(),
                job.workload().trainBatch());
  }

  private static boolean streams(PostTrainingLaunchJob job) {
    return job.workload().asynchrony() instanceof Asynchrony.Streaming;
  }

  private static String program(PostTrainingLaunchJob job) {
    if (!streams(job)) {
      return "verl.trainer.main_ppo";
    }
    boolean megatron = TrainerBackend.of(job.scenario()) == TrainerBackend.MEGATRON;
    return "verl.experimental.fully_async_policy.fully_async_main"
        + " --config-name=fully_async_ppo_%strainer.yaml".formatted(megatron ? "megatron_" : "");
  }
}
