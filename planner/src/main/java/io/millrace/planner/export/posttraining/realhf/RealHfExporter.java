package io.millrace.planner.export.posttraining.realhf;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.Recompute;
import io.millrace.model.report.JsonText;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.ShellText;
import io.millrace.planner.export.posttraining.PlacementChoice;
import io.millrace.planner.export.posttraining.PlacementGaps;
import io.millrace.planner.export.posttraining.PostTrainingExporter;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.RealHfExperiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * ReaLHF: a manual allocation by options of its command line, and the same as the JSON that its own
 * search writes.
 */
public final class RealHfExporter implements PostTrainingExporter {
  static final String KEY = "realhf";

  /** The file with the allocations. */
  static final String ALLOCATIONS = "allocations.json";

  /** For service loaders. */
  public RealHfExporter() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String release() {
    return "ReaLHF's last revision (be75fce9, April 2025)";
  }

  /** {@code enable_fp16} is on unless told otherwise (realhf/api/quickstart/model.py). */
  @Override
  public TrainingPrecision precision(PostTrainingLaunchJob job) {
    return TrainingPrecision.FP16;
  }

  @Override
  public LaunchFiles export(PostTrainingLaunchJob job, Arrangement arrangement) {
    PlacementGaps gaps = new PlacementGaps(job);
    RealHfExperiment experiment = RealHfExperiment.of(job.workload().dataflow()).orElseThrow();
    List<String> options = new ArrayList<>();
    for (ModelFunctionCall call : job.placed()) {
      options.addAll(options(job, experiment.section(call), job.placement(call)));
      gaps.saidDegrees(call);
      gaps.said(
          call,
          PlacementChoice.DEVICES,
          PlacementChoice.SEQUENCE_PARALLEL,
          PlacementChoice.VIRTUAL_STAGES,
          PlacementChoice.MICRO_BATCHES);
    }
    gaps.recomputesWholeLayers();
    return LaunchFiles.of(
        Map.of(
            ALLOCATIONS,
            JsonText.of(new AllocationJson(job).tree(experiment)),
            LaunchFiles.SCRIPT,
            script(job, experiment, options)),
        gaps.close(),
        List.of(
            "allocations.json has what launch.sh says by options; micro-batches are in launch.sh"
                + " alone.",
            "Nodes are called NODE01, NODE02, ... as ReaLHF does without a cluster specification;"
                + " MODE is local on one node, slurm on more (examples/scripts), or set it to ray."));
  }

  private static List<String> options(
      PostTrainingLaunchJob job, String call, CallPlacement placement) {
    NodeNames names = new NodeNames(job.cluster().devicesPerNode());
    List<String> options = new ArrayList<>();
    // Hydra takes brackets and commas of a value apart unless it is quoted once more.
    options.add("\"%s.device_mesh='%s'\"".formatted(call, names.name(placement.mesh())));
    String parallel = call + ".parallel.";
    options.add(parallel + "data_parallel_size=" + placement.strategy().data());
    options.add(parallel + "model_parallel_size=" + placement.strategy().tensor());
    options.add(parallel + "pipeline_parallel_size=" + placement.strategy().pipeline());
    options.add(
        parallel + "use_sequence_parallel=" + (placement.sequenceParallel() ? "True" : "False"));
    placement.microBatches().ifPresent(it -> options.add(call + ".n_mbs=" + it));
    return options;
  }

  private static String script(
      PostTrainingLaunchJob job, RealHfExperiment experiment, List<String> allocation) {
    NodeNames names = new NodeNames(job.cluster().devicesPerNode());
    List<String> run = new ArrayList<>();
    run.add("mode=\"$MODE\"");
    run.add("experiment_name=" + ShellText.quoted(job.name()));
    run.add("trial_name=\"${TRIAL_NAME:-millrace}\"");
    run.add("n_nodes=" + job.cluster().nodes());
    run.add("n_gpus_per_node=" + job.cluster().devicesPerNode());
    run.add("\"nodelist='%s'\"".formatted(names.all(job.cluster().nodes())));
    run.add("allocation_mode=manual");
    List<String> work = new ArrayList<>();
    model(work, "actor", "ACTOR_MODEL", false);
    if (job.has("reference", CallKind.INFERENCE)) {
      model(work, "ref", "ACTOR_MODEL", false);
    }
    if (job.has("critic", CallKind.TRAINING)) {
      model(work, "critic", "CRITIC_MODEL", true);
    }
    model(work, "rew", "REWARD_MODEL", true);
    work.add("dataset.path=\"$PROMPTS\"");
    work.add("dataset.max_prompt_len=" + job.longestPrompt());
    work.add("dataset.train_bs_n_seqs=" + job.workload().rollouts());
    String generation = experiment == RealHfExperiment.REINFORCE ? "gen." : "ppo.gen.";
    work.add(generation + "max_new_tokens=" + job.longestResponse());
    work.add(generation + "use_cuda_graph=False");
    if (experiment != RealHfExperiment.REINFORCE) {
      work.add("ppo.ppo_n_minibatches=" + job.workload().updates());
    }
    String recompute = job.workload().recompute() == Recompute.NONE ? "False" : "True";
    work.add("actor.gradient_checkpointing=" + recompute);
    if (job.has("critic", CallKind.TRAINING)) {
      work.add("critic.gradient_checkpointing=" + recompute);
    }
    return """
        #!/usr/bin/env bash
        # ReaLHF: %s on %d x %s.
        set -euo pipefail
        cd "$(dirname "${BASH_SOURCE[0]}")"

        : "${REALHF_PATH:?set it to the folder of ReaLHF}"
        : "${ACTOR_MODEL:?set it to the folder with the checkpoint of the actor}"
        %s: "${REWARD_MODEL:?set it to the folder with the checkpoint of the reward model}"
        : "${PROMPTS:?set it to a JSONL file of prompts}"
        MODEL_FAMILY="${MODEL_FAMILY:-llama}"
        MODE="${MODE:-%s}"

        """
            .formatted(
                job.scenario().name(),
                job.cluster().devices(),
                job.cluster().device().name(),
                job.has("critic", CallKind.TRAINING)
                    ? ": \"${CRITIC_MODEL:?set it to the folder with the checkpoint"
                        + " of the critic}\"\n"
                    : "",
                job.cluster().nodes() > 1 ? "slurm" : "local")
        + ShellText.array("RUN", run)
        + ShellText.array("WORK", work)
        + ShellText.array("ALLOCATION", allocation)
        + """

        cd "$REALHF_PATH"
        python3 %s "${RUN[@]}" "${WORK[@]}" "${ALLOCATION[@]}" "$@"
        """
            .formatted(String.join(" ", experiment.program()));
  }

  private static void model(List<String> options, String role, String path, boolean scores) {
    options.add(role + ".type._class=\"$MODEL_FAMILY\"");
    if (scores) {
      options.add(role + ".type.is_critic=True");
    }
    options.add(role + ".path=\"$" + path + "\"");
  }
}
