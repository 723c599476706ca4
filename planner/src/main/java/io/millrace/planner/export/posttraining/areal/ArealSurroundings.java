package io.millrace.planner.export.posttraining.areal;

import io.millrace.planner.export.posttraining.Estimators;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sections of AReaL's configuration that no plan decides, with the values of
 * examples/math/gsm8k_icepop.yaml.
 */
final class ArealSurroundings {
  private final PostTrainingLaunchJob job;

  ArealSurroundings(PostTrainingLaunchJob job) {
    this.job = job;
  }

  void write(ObjectNode root) {
    int prompts = Math.max(1, job.workload().rollouts() / Estimators.groupSize(job));
    dataSet(root.putObject("train_dataset"), prompts)
        .put("shuffle", true)
        .put("max_length", job.longestPrompt());
    dataSet(root.putObject("valid_dataset"), prompts);
    every(root.putObject("saver")).put("freq_epochs", 1);
    every(root.putObject("recover"))
        .put("mode", "disabled")
        .put("freq_epochs", 1)
        .put("freq_secs", 3600);
    every(root.putObject("evaluator")).put("freq_epochs", 1);
    place(root.putObject("stats_logger")).putObject("wandb").put("mode", "disabled");
  }

  private static ObjectNode dataSet(ObjectNode section, int prompts) {
    return section
        .put("batch_size", prompts)
        .put("pin_memory", true)
        .put("num_workers", 4)
        .put("type", "rl");
  }

  private static ObjectNode place(ObjectNode section) {
    return ArealConfiguration.named(section).put("fileroot", "${cluster.fileroot}");
  }

  private static ObjectNode every(ObjectNode section) {
    return place(section).putNull("freq_epochs").putNull("freq_steps").putNull("freq_secs");
  }

  static void optimizer(ObjectNode section) {
    section
        .put("type", "adam")
        .put("lr", 1.70e-5)
        .put("weight_decay", 0.017)
        .put("beta1", 0.9)
        .put("beta2", 0.999)
        .put("eps", 1e-8)
        .put("lr_scheduler_type", "constant")
        .put("gradient_clipping", 1.0)
        .put("warmup_steps_proportion", 0.001);
  }
}
