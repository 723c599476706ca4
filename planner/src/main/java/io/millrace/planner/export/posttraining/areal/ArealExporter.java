package io.millrace.planner.export.posttraining.areal;

import io.millrace.model.dataflow.ModelFunctionCall;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    ObjectNode root = new ArealConfiguration(job, arrangement, backends, gaps).tree();
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
        "What the plan does not decide is as in examples/math/gsm8k_icepop.yaml: optimizer, losses,"
            + " rewards, data loaders, where files go. Look through it, above all at cluster.fileroot,"
            + " which all nodes have to see.");
    backends.legacy().ifPresent(line -> files.put("allocation_mode.txt", line + "\n"));
    remarks.add(
        backends.legacy().isPresent()
            ? "allocation_mode.txt says the same to releases before per-engine backends."
            : "The one-line allocation mode of older releases has no words for this plan.");
    if (arrangement.name().equals("colocated")) {
      remarks.add(
          "Engines on the trainer's devices need AWEX (examples/math/"
              + "qwen3_5_27b_grpo_awex_colocate.yaml): weight_update_mode awex, enable_offload.");
    }
    return LaunchFiles.of(files, gaps.close(), remarks);
  }

  private static String script(PostTrainingLaunchJob job) {
    boolean critic = Estimators.critic(job);
    return RayShell.beginning(job, "AReaL")
        + """
        : "${AREAL_PATH:?set it to the folder of AReaL}"
        : "${ACTOR_MODEL:?set it to the name or folder of the actor}"
        : "${TRAIN_DATA:?set it to the training data set}"
        VALID_DATA="${VALID_DATA:-$TRAIN_DATA}"
        """
        + (critic ? ": \"${CRITIC_MODEL:?set it to the name or folder of the critic}\"\n" : "")
        + "TRAIN_SCRIPT=\"${TRAIN_SCRIPT:-examples/math/gsm8k_rl.py}\"\n"
        + "CONFIG=\"$PWD/%s\"\n\n".formatted(CONFIGURATION)
        + RayShell.prompts(job, Estimators.groupSize(job))
        + """
        cd "$AREAL_PATH"
        python3 "$TRAIN_SCRIPT" --config "$CONFIG" \\
          actor.path="$ACTOR_MODEL" \\
        %s  gconfig.n_samples="$GROUP_SIZE" \\
          train_dataset.batch_size="$((%d / GROUP_SIZE))" \\
          train_dataset.path="$TRAIN_DATA" \\
          valid_dataset.path="$VALID_DATA" \\
          "$@"
        """
            .formatted(
                critic ? "  critic.path=\"$CRITIC_MODEL\" \\\n" : "", job.workload().rollouts());
  }
}
