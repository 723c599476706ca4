package io.millrace.planner.export.posttraining.nemorl;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.workload.PostTraining;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.YamlText;
import io.millrace.planner.export.posttraining.EngineMemory;
import io.millrace.planner.export.posttraining.Estimators;
import io.millrace.planner.export.posttraining.PlacementChoice;
import io.millrace.planner.export.posttraining.PlacementGaps;
import io.millrace.planner.export.posttraining.PostTrainingExporter;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.planner.export.posttraining.RayShell;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.Part;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * NeMo-RL: a recipe on top of {@code examples/configs/grpo_math_1B.yaml}, or {@code
 * ppo_math_1B.yaml} where a critic is trained.
 */
public final class NemoRlExporter implements PostTrainingExporter {
  static final String KEY = "nemo-rl";

  /**
   * Weight of the penalty, without which PPO runs no reference: its defaults have none, those of
   * GRPO this one (examples/configs/grpo_math_1B.yaml).
   */
  private static final double PENALTY = 0.01;

  /** The file with the recipe. */
  static final String RECIPE = "recipe.yaml";

  /** For service loaders. */
  public NemoRlExporter() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String release() {
    return "NeMo-RL's main branch in August 2026 (7ea279abf)";
  }

  @Override
  public LaunchFiles export(PostTrainingLaunchJob job, Arrangement arrangement) {
    PlacementGaps gaps = new PlacementGaps(job);
    ObjectNode recipe = recipe(job, arrangement, gaps);
    job.placed().forEach(gaps::saidSize);
    return LaunchFiles.of(
        Map.of(
            RECIPE,
            YamlText.of(recipe),
            LaunchFiles.SCRIPT,
            script(job),
            RayShell.FILE,
            RayShell.slurm(job)),
        gaps.close(),
        List.of(
            "launch.sh copies recipe.yaml to examples/configs, where its defaults are found.",
            "The recipe keeps the data set of its defaults; options after launch.sh change it."));
  }

  private static ObjectNode recipe(
      PostTrainingLaunchJob job, Arrangement arrangement, PlacementGaps gaps) {
    PostTraining workload = job.workload();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("defaults", algorithm(job) + "_math_1B.yaml");
    algorithm(root, job);
    ObjectNode policy = root.putObject("policy");
    policy.put("train_global_batch_size", workload.trainBatch());
    policy.put("max_total_sequence_length", workload.maxSequence());
    policy.put("precision", "bfloat16");
    PolicySection section = new PolicySection(job, gaps);
    section.write(policy, arrangement.group("policy").orElseThrow());
    arrangement
        .group(PolicySection.VALUE)
        .ifPresent(it -> section.write(root.putObject(PolicySection.VALUE), it));
    generation(policy.putObject("generation"), job, arrangement, gaps);
    arrangement
        .group("reward_model")
        .ifPresent(
            it -> {
              rewardModel(root.putObject("env"), job, it, gaps);
              // The environments that data sets name are those that get devices.
              root.putObject("data").putObject("default").put("env_name", "reward_model");
            });
    cluster(root.putObject("cluster"), job, arrangement);
    return root;
  }

  /** The section and the program: PPO where a critic is trained (examples/run_ppo.py). */
  private static String algorithm(PostTrainingLaunchJob job) {
    return Estimators.critic(job) ? "ppo" : "grpo";
  }

  private static void algorithm(ObjectNode root, PostTrainingLaunchJob job) {
    String name = algorithm(job);
    ObjectNode algorithm = root.putObject(name);
    boolean reference = job.has("reference", CallKind.INFERENCE);
    if (Estimators.samplesAgain(job)) {
      algorithm.put("use_dynamic_sampling", true);
    }
    ObjectNode loss = root.putObject("loss_fn");
    if (Estimators.critic(job)) {
      algorithm.put("ppo_epochs", 1).put("skip_reference_policy_logprobs_calculation", !reference);
      loss.put("use_kl_in_reward", reference);
    }
    if (!reference) {
      loss.put("reference_policy_kl_penalty", 0);
    } else if (Estimators.critic(job)) {
      loss.put("reference_policy_kl_penalty", PENALTY);
    }
    int staleness = job.workload().asynchrony().staleness();
    ObjectNode ahead = algorithm.putObject("async_" + name);
    ahead.put("enabled", staleness > 0);
    if (staleness > 0) {
      ahead.put("max_trajectory_age_steps", staleness);
      loss.put("use_importance_sampling_correction", true);
    }
    if (loss.isEmpty()) {
      root.remove("loss_fn");
    }
  }

  private static void generation(
      ObjectNode generation,
      PostTrainingLaunchJob job,
      Arrangement arrangement,
      PlacementGaps gaps) {
    Group group = arrangement.group("generation").orElseThrow();
    boolean colocated = arrangement.name().equals("colocated");
    generation.put("backend", "vllm");
    generation.put("max_new_tokens", job.longestResponse());
    var degrees = job.placement(group).strategy();
    boolean asynchronous = degrees.pipeline() > 1 || job.workload().asynchrony().staleness() > 0;
    generation
        .putObject("vllm_cfg")
        .put("async_engine", asynchronous)
        .put("tensor_parallel_size", degrees.tensor())
        .put("pipeline_parallel_size", degrees.pipeline())
        .put("expert_parallel_size", degrees.expert())
        .put("gpu_memory_utilization", EngineMemory.share(job, KEY, colocated, gaps))
        .put("enforce_eager", job.isEager());
    ObjectNode place = generation.putObject("colocated").put("enabled", colocated);
    if (!colocated) {
      DeviceMesh mesh = job.placement(group).mesh();
      place
          .putObject("resources")
          .put("num_nodes", job.nodes(mesh))
          .put("gpus_per_node", job.devicesPerNode(mesh));
    }
    group.calls().forEach(gaps::saidDegrees);
  }

  private static void rewardModel(
      ObjectNode env, PostTrainingLaunchJob job, Group group, PlacementGaps gaps) {
    DeviceMesh mesh = job.placement(group).mesh();
    var degrees = job.placement(group).strategy();
    ObjectNode model = env.putObject("reward_model").put("enabled", true);
    model
        .putObject("dtensor_cfg")
        .put("enabled", true)
        .put("tensor_parallel_size", degrees.tensor())
        .put("context_parallel_size", degrees.context())
        .put("sequence_parallel", job.placement(group).sequenceParallel() && degrees.tensor() > 1);
    model
        .putObject("resources")
        .put("num_nodes", job.nodes(mesh))
        .put("gpus_per_node", job.devicesPerNode(mesh));
    for (var call : group.calls()) {
      gaps.saidDegrees(call);
      gaps.said(call, PlacementChoice.SEQUENCE_PARALLEL);
      gaps.unsaid(
          call, PlacementChoice.MICRO_BATCHES, "the environment has the batch of its defaults");
    }
  }

  /** The cluster has the nodes of all pools; within one node they share its devices. */
  private static void cluster(
      ObjectNode cluster, PostTrainingLaunchJob job, Arrangement arrangement) {
    int devices = arrangement.pools().stream().mapToInt(it -> job.mesh(it).size()).sum();
    int perNode = Math.min(devices, job.cluster().devicesPerNode());
    cluster.put("gpus_per_node", perNode).put("num_nodes", Math.ceilDiv(devices, perNode));
  }

  private static String script(PostTrainingLaunchJob job) {
    boolean reward = !Part.REWARD.calls(job.workload().dataflow()).isEmpty();
    return RayShell.beginning(job, "NeMo-RL")
        + """
        : "${NEMO_RL_PATH:?set it to the folder of NeMo-RL}"
        : "${ACTOR_MODEL:?set it to the name or folder of the policy}"
        """
        + (reward
            ? ": \"${REWARD_MODEL:?set it to the name or folder of the reward model}\"\n"
            : "")
        + (Estimators.critic(job)
            ? ": \"${CRITIC_MODEL:?set it to the name or folder of the critic}\"\n"
            : "")
        + "RUN_SCRIPT=\"${RUN_SCRIPT:-examples/run_%s.py}\"\n\n".formatted(algorithm(job))
        + RayShell.prompts(job, Estimators.groupSize(job))
        + """
        CONFIG="examples/configs/%s.yaml"
        cp %s "$NEMO_RL_PATH/$CONFIG"
        cd "$NEMO_RL_PATH"
        uv run "$RUN_SCRIPT" --config "$CONFIG" \\
          policy.model_name="$ACTOR_MODEL" \\
        %s  %s.num_generations_per_prompt="$GROUP_SIZE" \\
          %s.num_prompts_per_step="$((%d / GROUP_SIZE))" \\
          "$@"
        """
            .formatted(
                "millrace-" + job.name(),
                RECIPE,
                (reward ? "  env.reward_model.model_name=\"$REWARD_MODEL\" \\\n" : "")
                    + (Estimators.critic(job) ? "  value.model_name=\"$CRITIC_MODEL\" \\\n" : ""),
                algorithm(job),
                algorithm(job),
                job.workload().rollouts());
  }
}
