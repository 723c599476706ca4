package io.millrace.planner.export.posttraining.openrlhf;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.workload.PostTraining;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.ShellText;
import io.millrace.planner.export.posttraining.EngineMemory;
import io.millrace.planner.export.posttraining.Estimators;
import io.millrace.planner.export.posttraining.MicroBatchSizes;
import io.millrace.planner.export.posttraining.PackedTokens;
import io.millrace.planner.export.posttraining.PlacementChoice;
import io.millrace.planner.export.posttraining.PlacementGaps;
import io.millrace.planner.export.posttraining.PostTrainingExporter;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.planner.export.posttraining.RayShell;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Part;
import io.millrace.planner.posttraining.launcher.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * OpenRLHF: options of {@code openrlhf.cli.train_ppo_ray}, submitted to Ray, as docs/source/rl.rst
 * and common_options.rst have them since 0.10.
 */
public final class OpenRlhfExporter implements PostTrainingExporter {
  static final String KEY = "openrlhf";

  /** For service loaders. */
  public OpenRlhfExporter() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String release() {
    return "OpenRLHF 0.10 in 2026 (3c3be623), with dotted options";
  }

  /** {@code --ds.param_dtype} is bf16 or fp16. */
  @Override
  public TrainingPrecision precision(PostTrainingLaunchJob job) {
    return job.workload().precision() == TrainingPrecision.FP16
        ? TrainingPrecision.FP16
        : TrainingPrecision.BF16;
  }

  /** The section of a part's options. */
  static String section(Part part) {
    return part == Part.REFERENCE ? "ref" : part.key();
  }

  @Override
  public LaunchFiles export(PostTrainingLaunchJob job, Arrangement arrangement) {
    PlacementGaps gaps = new PlacementGaps(job);
    List<String> plan = new ArrayList<>();
    nodes(plan, job);
    sharing(plan, job, arrangement);
    engines(plan, job, arrangement, gaps);
    deepSpeed(plan, job);
    for (ModelFunctionCall call : job.placed()) {
      gaps.saidDegrees(call);
      gaps.saidSize(call);
      gaps.said(call, PlacementChoice.SEQUENCE_PARALLEL, PlacementChoice.VIRTUAL_STAGES);
    }
    microBatches(plan, job, gaps);
    gaps.recomputesWholeLayers();
    return LaunchFiles.of(
        Map.of(
            LaunchFiles.SCRIPT, script(job, plan, work(job)), RayShell.FILE, RayShell.slurm(job)),
        gaps.close(),
        List.of("Ray's address is RAY_ADDRESS, http://127.0.0.1:8265 unless set."));
  }

  private static void nodes(List<String> options, PostTrainingLaunchJob job) {
    for (Part part : List.of(Part.ACTOR, Part.REFERENCE, Part.CRITIC, Part.REWARD)) {
      List<ModelFunctionCall> calls = part.calls(job.workload().dataflow());
      if (!calls.isEmpty()) {
        DeviceMesh mesh = job.placement(calls.getFirst()).mesh();
        String section = "--" + section(part);
        options.add(section + ".num_nodes " + job.nodes(mesh));
        options.add(section + ".num_gpus_per_node " + job.devicesPerNode(mesh));
      }
    }
  }

  private static void sharing(
      List<String> options, PostTrainingLaunchJob job, Arrangement arrangement) {
    int staleness = job.workload().asynchrony().staleness();
    boolean all = arrangement.name().equals("colocate_all");
    if (all || arrangement.name().equals("colocate_models")) {
      options.add("--train.colocate_all");
    }
    for (Pool pool : arrangement.pools()) {
      if (pool.name().equals("actor_ref")) {
        options.add("--train.colocate_actor_ref");
      } else if (pool.name().equals("critic_reward")) {
        options.add("--train.colocate_critic_reward");
      }
    }
    if (all) {
      options.add("--vllm.enable_sleep");
      options.add("--ds.enable_sleep");
    }
    if (staleness > 0) {
      options.add("--train.async_enable");
      options.add("--train.async_queue_size " + staleness);
    }
  }

  private static void engines(
      List<String> options,
      PostTrainingLaunchJob job,
      Arrangement arrangement,
      PlacementGaps gaps) {
    ModelFunctionCall generation = Part.ROLLOUT.calls(job.workload().dataflow()).getFirst();
    ParallelStrategy degrees = job.placement(generation).strategy();
    options.add("--vllm.num_engines " + degrees.data());
    options.add("--vllm.tensor_parallel_size " + degrees.tensor());
    boolean shares = arrangement.pool(generation).orElseThrow().groups().size() > 1;
    options.add("--vllm.gpu_memory_utilization " + EngineMemory.share(job, KEY, shares, gaps));
    options.add("--vllm.sync_backend nccl");
    if (job.isEager()) {
      options.add("--vllm.enforce_eager");
    }
  }

  private void deepSpeed(List<String> options, PostTrainingLaunchJob job) {
    ModelFunctionCall trainer = Part.ACTOR.calls(job.workload().dataflow()).getFirst();
    ParallelStrategy degrees = job.placement(trainer).strategy();
    options.add("--ds.zero_stage " + job.workload().sharding().stage());
    options.add("--ds.tensor_parallel_size " + degrees.tensor());
    options.add("--ds.ring_attn_size " + degrees.context());
    options.add("--ds.packing_samples");
    options.add("--ds.param_dtype " + precision(job).key());
    if (job.workload().recompute() != Recompute.NONE) {
      options.add("--actor.gradient_checkpointing_enable");
      if (Estimators.critic(job)) {
        options.add("--critic.gradient_checkpointing_enable");
      }
    }
  }

  /** One size for all training and one for all inference, or packs of tokens. */
  private static void microBatches(
      List<String> options, PostTrainingLaunchJob job, PlacementGaps gaps) {
    OptionalInt training = size(job, true);
    OptionalInt inference = size(job, false);
    boolean bySize = training.isPresent() && inference.isPresent();
    if (bySize) {
      options.add("--train.micro_batch_size " + training.getAsInt());
      options.add("--rollout.micro_batch_size " + inference.getAsInt());
    } else {
      options.add("--train.dynamic_batch_enable");
      options.add("--train.max_tokens_per_gpu " + packedTokens(job, true));
      options.add("--rollout.max_tokens_per_gpu " + packedTokens(job, false));
    }
    for (ModelFunctionCall call : job.placed()) {
      OptionalInt one = call.kind() == CallKind.TRAINING ? training : inference;
      OptionalInt own = MicroBatchSizes.size(job.workload(), call, job.placement(call));
      if (bySize && own.equals(one)) {
        gaps.said(call, PlacementChoice.MICRO_BATCHES);
      } else {
        gaps.unsaid(
            call,
            PlacementChoice.MICRO_BATCHES,
            "one size serves all training and one all inference, and both are needed");
      }
    }
  }

  /**
   * The packs of the call that has the smallest, as one number serves all; ranks that share a
   * sequence fill one together (openrlhf/utils/seqlen_balancing.py).
   */
  private static int packedTokens(PostTrainingLaunchJob job, boolean training) {
    return job.placed().stream()
        .filter(it -> it.kind() != CallKind.GENERATION)
        .filter(it -> (it.kind() == CallKind.TRAINING) == training)
        .mapToInt(
            it -> {
              ParallelStrategy degrees = job.placement(it).strategy();
              return PackedTokens.ofDevice(job, it, degrees.tensor() * degrees.context());
            })
        .min()
        .orElse(job.workload().maxSequence());
  }

  private static OptionalInt size(PostTrainingLaunchJob job, boolean training) {
    return job.placed().stream()
        .filter(it -> it.kind() != CallKind.GENERATION)
        .filter(it -> (it.kind() == CallKind.TRAINING) == training)
        .map(it -> MicroBatchSizes.size(job.workload(), it, job.placement(it)))
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElseGet(OptionalInt::empty);
  }

  private static List<String> work(PostTrainingLaunchJob job) {
    PostTraining workload = job.workload();
    List<String> options = new ArrayList<>();
    options.add("--actor.model_name_or_path \"$ACTOR_MODEL\"");
    if (Estimators.critic(job)) {
      options.add("--critic.model_name_or_path \"$CRITIC_MODEL\"");
    }
    boolean reward = !Part.REWARD.calls(workload.dataflow()).isEmpty();
    options.add(
        reward
            ? "--reward.model_name_or_path \"$REWARD_MODEL\""
            : "--reward.remote_url \"$REWARD_FUNCTION\"");
    String estimator = Estimators.critic(job) ? "gae" : "group_norm";
    options.add("--algo.advantage.estimator " + estimator);
    if (!job.has("reference", CallKind.INFERENCE)) {
      options.add("--algo.kl.init_coef 0");
    } else if (!Estimators.critic(job)) {
      // As GRPO has it (docs/source/rl.rst); PPO takes the penalty off rewards.
      options.add("--algo.kl.use_loss");
      options.add("--algo.kl.estimator k3");
    }
    if (Estimators.samplesAgain(job)) {
      options.add("--algo.dynamic_filtering_enable");
    }
    options.add("--train.batch_size " + workload.trainBatch());
    options.add("--rollout.batch_size \"$((%d / GROUP_SIZE))\"".formatted(workload.rollouts()));
    options.add("--rollout.n_samples_per_prompt \"$GROUP_SIZE\"");
    options.add("--rollout.max_new_tokens " + job.longestResponse());
    options.add("--data.max_len " + workload.maxSequence());
    options.add("--data.prompt_dataset \"$PROMPTS\"");
    return options;
  }

  private static String script(PostTrainingLaunchJob job, List<String> plan, List<String> work) {
    boolean reward = !Part.REWARD.calls(job.workload().dataflow()).isEmpty();
    return RayShell.beginning(job, "OpenRLHF")
        + """
        : "${ACTOR_MODEL:?set it to the name or folder of the actor}"
        : "${PROMPTS:?set it to a data set of prompts}"
        """
        + (Estimators.critic(job)
            ? ": \"${CRITIC_MODEL:?set it to the name or folder of the critic}\"\n"
            : "")
        + (reward
            ? ": \"${REWARD_MODEL:?set it to the name or folder of the reward model}\"\n"
            : ": \"${REWARD_FUNCTION:?set it to a Python file with reward_func}\"\n")
        + "\n"
        + RayShell.prompts(job, Estimators.groupSize(job))
        + ShellText.array("PLAN", plan)
        + ShellText.array("WORK", work)
        + """

        ray job submit --address="${RAY_ADDRESS:-http://127.0.0.1:8265}" -- \\
          python3 -m openrlhf.cli.train_ppo_ray "${PLAN[@]}" "${WORK[@]}" "$@"
        """;
  }
}
