package io.millrace.planner.export.posttraining.areal;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.Recompute;
import io.millrace.model.workload.Asynchrony;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.YamlText;
import io.millrace.planner.export.posttraining.Estimators;
import io.millrace.planner.export.posttraining.PlacementChoice;
import io.millrace.planner.export.posttraining.PlacementGaps;
import io.millrace.planner.export.posttraining.PostTrainingExporter;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.planner.export.posttraining.RayShell;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** AReaL: a configuration with a backend for each engine. */
public final class ArealExporter implements PostTrainingExporter {
  static final String KEY = "areal";

  /** The file with the configuration. */
  static final String CONFIGURATION = "areal.yaml";

  /** For service loaders. */
  public ArealExporter() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String release() {
    return "AReaL's main branch in August 2026 (cbff54d64)";
  }

  @Override
  public LaunchFiles export(PostTrainingLaunchJob job, Arrangement arrangement) {
    PlacementGaps gaps = new PlacementGaps(job);
    ArealBackends backends = new ArealBackends(job, arrangement);
    ObjectNode root = configuration(job, arrangement, backends, gaps);
    for (ModelFunctionCall call : job.placed()) {
      gaps.saidDegrees(call);
      gaps.saidSize(call);
      gaps.said(call, PlacementChoice.SEQUENCE_PARALLEL, PlacementChoice.VIRTUAL_STAGES);
    }
    gaps.recomputesWholeLayers();
    if (job.workload().asynchrony() instanceof Asynchrony.Streaming streaming) {
      gaps.beside(
          "workload.portions",
          Integer.toString(streaming.portions()),
          "it trains once a whole batch has ended, one version behind at most here");
    }
    Map<String, String> files = new TreeMap<>();
    files.put(CONFIGURATION, YamlText.of(root));
    files.put(LaunchFiles.SCRIPT, script(job));
    files.put(RayShell.FILE, RayShell.slurm(job));
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "areal.yaml has what the plan decides; give the rest (optimizer, data set, rewards) to"
            + " launch.sh as options, or put it into the file.");
    backends.legacy().ifPresent(line -> files.put("allocation_mode.txt", line + "\n"));
    remarks.add(
        backends.legacy().isPresent()
            ? "allocation_mode.txt says the same to releases before per-engine backends."
            : "The one-line allocation mode of older releases has no words for this plan.");
    if (arrangement.name().equals("colocated")) {
      remarks.add(
          "Not verified, but recalled: rollout.scheduling_strategy. Engines on the trainer's"
              + " devices need weight_update_mode awex.");
    }
    return LaunchFiles.of(files, gaps.close(), remarks);
  }

  private static ObjectNode configuration(
      PostTrainingLaunchJob job,
      Arrangement arrangement,
      ArealBackends backends,
      PlacementGaps gaps) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("experiment_name", job.name()).put("trial_name", "millrace");
    int devices = arrangement.pools().stream().mapToInt(it -> job.mesh(it).size()).sum();
    int perNode = Math.min(devices, job.cluster().devicesPerNode());
    root.putObject("cluster")
        .put("n_nodes", Math.ceilDiv(devices, perNode))
        .put("n_gpus_per_node", perNode);
    boolean together = arrangement.name().equals("colocated");
    ObjectNode rollout = root.putObject("rollout");
    rollout
        .put("backend", backends.rollout())
        .put("max_head_offpolicyness", job.workload().asynchrony().staleness())
        .put("max_concurrent_rollouts", job.workload().rollouts());
    if (together) {
      colocate(rollout);
    }
    root.putObject("gconfig").put("max_new_tokens", job.workload().outputs().longest());
    for (Group group : arrangement.groups()) {
      if (group.name().equals("rollout")) {
        continue;
      }
      ObjectNode engine = root.putObject(group.name());
      engine.put("backend", backends.of(group));
      trainer(engine, job, group, gaps);
      Pool pool = arrangement.pool(group.calls().getFirst()).orElseThrow();
      if (!group.name().equals("actor") && pool.name().equals("actor")) {
        colocate(engine);
      }
      if (together && group.name().equals("actor")) {
        engine.put("weight_update_mode", "awex");
      }
    }
    if (together) {
      root.put("enable_offload", true);
    }
    job.workload().adapters().ifPresent(it -> adapters(root, it.rank()));
    memory(root, job, backends, together);
    return root;
  }

  /** {@code examples/math/gsm8k_grpo_megatron_lora.yaml}. */
  private static void adapters(ObjectNode root, int rank) {
    ((ObjectNode) root.get("rollout")).put("use_lora", true);
    ((ObjectNode) root.get("actor"))
        .put("use_lora", true)
        .put("peft_type", "lora")
        .put("lora_rank", rank)
        .put("lora_alpha", rank);
  }

  private static void colocate(ObjectNode engine) {
    engine.putObject("scheduling_strategy").put("type", "colocation").put("target", "actor");
  }

  private static void trainer(
      ObjectNode engine, PostTrainingLaunchJob job, Group group, PlacementGaps gaps) {
    CallPlacement placement = job.placement(group);
    boolean trains = group.calls().stream().anyMatch(it -> it.kind() == CallKind.TRAINING);
    ObjectNode batches = engine.putObject("mb_spec");
    OptionalInt count =
        group.calls().stream()
            .map(it -> job.placement(it).microBatches())
            .filter(OptionalInt::isPresent)
            .findFirst()
            .orElseGet(OptionalInt::empty);
    if (count.isPresent()) {
      batches.put("n_mbs", count.getAsInt());
    } else {
      batches.put("max_tokens_per_mb", job.workload().maxSequence());
    }
    for (ModelFunctionCall call : group.calls()) {
      if (job.placement(call).microBatches().equals(count)) {
        gaps.said(call, PlacementChoice.MICRO_BATCHES);
      } else {
        gaps.unsaid(call, PlacementChoice.MICRO_BATCHES, "an engine has one setting for all");
      }
    }
    if (placement.virtualStages() > 1) {
      engine.putObject("megatron").put("virtual_pipeline_parallel_size", placement.virtualStages());
    }
    if (trains) {
      engine.put("gradient_checkpointing", job.workload().recompute() != Recompute.NONE);
      engine.put("ppo_n_minibatches", job.workload().updates());
    }
    if (group.name().equals("actor")) {
      engine.put("recompute_logprob", job.has("actor", CallKind.INFERENCE));
    }
  }

  private static void memory(
      ObjectNode root, PostTrainingLaunchJob job, ArealBackends backends, boolean together) {
    double share = together ? job.engine().sharedMemory() : job.engine().ownMemory();
    if (backends.engine().equals("sglang")) {
      root.putObject("sglang").put("mem_fraction_static", share);
    } else {
      root.putObject("vllm").put("gpu_memory_utilization", share);
    }
  }

  private static String script(PostTrainingLaunchJob job) {
    boolean critic = Estimators.critic(job);
    return RayShell.beginning(job, "AReaL")
        + """
        : "${AREAL_PATH:?set it to the folder of AReaL}"
        : "${ACTOR_MODEL:?set it to the name or folder of the actor}"
        : "${TRAIN_DATA:?set it to the training data set}"
        """
        + (critic ? ": \"${CRITIC_MODEL:?set it to the name or folder of the critic}\"\n" : "")
        + "TRAIN_SCRIPT=\"${TRAIN_SCRIPT:-examples/math/gsm8k_rl.py}\"\n"
        + "CONFIG=\"$PWD/%s\"\n\n".formatted(CONFIGURATION)
        + RayShell.prompts(job, Estimators.groupSize(job))
        + """
        cd "$AREAL_PATH"
        python3 "$TRAIN_SCRIPT" --config "$CONFIG" \\
          scheduler.type=ray \\
          actor.path="$ACTOR_MODEL" \\
        %s%s  gconfig.n_samples="$GROUP_SIZE" \\
          train_dataset.batch_size="$((%d / GROUP_SIZE))" \\
          train_dataset.path="$TRAIN_DATA" \\
          "$@"
        """
            .formatted(
                job.has("reference", CallKind.INFERENCE) ? "  ref.path=\"$ACTOR_MODEL\" \\\n" : "",
                critic ? "  critic.path=\"$CRITIC_MODEL\" \\\n" : "",
                job.workload().rollouts());
  }
}
