package io.millrace.planner.export.deepspeed;

import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.JsonText;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.export.DocumentedNames;
import io.millrace.planner.export.Gaps;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.LaunchJob;
import io.millrace.planner.export.PlanChoice;
import io.millrace.planner.export.PlanExporter;
import io.millrace.planner.export.ShellText;
import io.millrace.planner.launcher.Launcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * DeepSpeed: a JSON file with the keys of its documentation ({@code config-json.md}). What a
 * DeepSpeed program decides in its code, such as pipelines and sequence parallelism, no file can
 * say.
 */
public final class DeepSpeedExporter implements PlanExporter {
  private static final String CONFIGURATION = "ds_config.json";

  /** {@code docs/_pages/config-json.md}, which was read in August 2026. */
  private static final DocumentedNames NAMES =
      DocumentedNames.of(
          "--deepspeed",
          "train_batch_size",
          "train_micro_batch_size_per_gpu",
          "gradient_accumulation_steps",
          "bf16",
          "fp16",
          "enabled",
          "zero_optimization",
          "stage",
          "overlap_comm",
          "stage3_prefetch_bucket_size",
          "tensor_parallel",
          "autotp_size",
          "autoep_size",
          "expert_tensor_parallel_size");

  /** For service loaders. */
  public DeepSpeedExporter() {}

  @Override
  public Launcher launcher() {
    return Launcher.DEEPSPEED;
  }

  @Override
  public String release() {
    return "DeepSpeed's configuration as documented in August 2026";
  }

  @Override
  public LaunchFiles export(LaunchJob job) {
    Gaps gaps = new Gaps(job.plan());
    ObjectNode configuration = configuration(job, gaps);
    program(job.plan(), gaps);
    gaps.uncompiled(job);
    gaps.beside(
        "model",
        job.scenario().model().name(),
        "TRAIN_SCRIPT builds it, the file has no key for it");
    gaps.beside(
        "workload.sequence",
        Integer.toString(job.scenario().workload().sequence()),
        "TRAIN_SCRIPT decides it");
    String script = script(job);
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "TRAIN_SCRIPT is a program that calls deepspeed.initialize, or one of Hugging Face's"
            + " Trainer; both take --deepspeed.");
    NAMES.remark(script, DocumentedNames.keys(configuration)).ifPresent(remarks::add);
    return LaunchFiles.of(
        Map.of(CONFIGURATION, JsonText.of(configuration), LaunchFiles.SCRIPT, script),
        gaps.close(),
        remarks);
  }

  private static ObjectNode configuration(LaunchJob job, Gaps gaps) {
    TrainingPlan plan = job.plan();
    ParallelStrategy strategy = plan.strategy();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("train_batch_size", job.globalBatch());
    root.put("train_micro_batch_size_per_gpu", plan.microBatch());
    root.put("gradient_accumulation_steps", job.microBatches());
    gaps.said(PlanChoice.DATA, PlanChoice.MICRO_BATCH);
    precision(root, job.scenario().workload().precision(), gaps);
    zero(root.putObject("zero_optimization"), job, gaps);
    if (strategy.tensor() > 1) {
      root.putObject("tensor_parallel").put("autotp_size", strategy.tensor());
    }
    if (strategy.expert() > 1) {
      root.putObject("expert_parallel")
          .put("enabled", true)
          .put("autoep_size", strategy.expert())
          .put("expert_tensor_parallel_size", job.expertTensor());
    }
    gaps.said(PlanChoice.TENSOR, PlanChoice.EXPERT);
    return root;
  }

  private static void precision(ObjectNode root, TrainingPrecision precision, Gaps gaps) {
    switch (precision) {
      case FP32 -> {
        // What runs where no format is given.
      }
      case FP16 -> root.putObject("fp16").put("enabled", true);
      default -> root.putObject("bf16").put("enabled", true);
    }
    if (precision.quantizes()) {
      gaps.beside(
          "workload.precision",
          precision.key(),
          "the file has no key for it: products run in bf16");
    }
  }

  private static void zero(ObjectNode zero, LaunchJob job, Gaps gaps) {
    TrainingPlan plan = job.plan();
    Sharding sharding = plan.sharding();
    zero.put("stage", sharding.stage());
    zero.put("overlap_comm", job.overlapsGradients());
    if (sharding.shardsGradients() && plan.strategy().pipeline() > 1) {
      gaps.impossible(PlanChoice.SHARDING, "its pipeline engine refuses what zero2 and zero3 do");
    }
    gaps.said(PlanChoice.SHARDING, PlanChoice.GRADIENT_OVERLAP);
    gaps.saidUnless(
        job.shardingGroups() > 1,
        PlanChoice.SHARDING_GROUP,
        "ZeRO shares out over all data-parallel ranks");
    if (sharding.shardsWeights() && !job.overlapsWeights()) {
      zero.put("stage3_prefetch_bucket_size", 0);
    }
    gaps.saidUnless(
        !sharding.shardsWeights() && job.overlapsWeights(),
        PlanChoice.WEIGHT_OVERLAP,
        "weights are gathered right after the update, beside nothing");
  }

  /** What the program decides in its code. */
  private static void program(TrainingPlan plan, Gaps gaps) {
    if (plan.strategy().pipeline() > 1) {
      pipeline(plan, gaps);
    }
    if (plan.strategy().context() == 1) {
      gaps.said(PlanChoice.CONTEXT);
    } else if (plan.contextExchange() == ContextExchange.ULYSSES) {
      gaps.unsaid(PlanChoice.CONTEXT, "TRAIN_SCRIPT splits its sequences, by Ulysses in its code");
      gaps.said(PlanChoice.CONTEXT_EXCHANGE);
    } else {
      gaps.unsaid(PlanChoice.CONTEXT, "TRAIN_SCRIPT splits its sequences");
      gaps.impossible(PlanChoice.CONTEXT_EXCHANGE, "DeepSpeed exchanges sequences for heads");
    }
    gaps.said(PlanChoice.PIPELINE);
    gaps.saidUnless(
        plan.sequenceParallel(),
        PlanChoice.SEQUENCE_PARALLEL,
        "automatic tensor parallelism keeps whole sequences");
    gaps.saidUnless(
        plan.asyncTensorParallel(), PlanChoice.ASYNC_TENSOR_PARALLEL, "there is no key for it");
    gaps.saidUnless(
        plan.recompute() != Recompute.NONE,
        PlanChoice.RECOMPUTE,
        "TRAIN_SCRIPT decides it; programs of Hugging Face take --gradient_checkpointing");
    gaps.unsaid(PlanChoice.RECOMPUTE_SPAN, "TRAIN_SCRIPT decides it");
    gaps.saidUnless(
        plan.activationOffload(),
        PlanChoice.ACTIVATION_OFFLOAD,
        "TRAIN_SCRIPT decides it; activation_checkpointing can only move what is recomputed from");
    gaps.unsaid(PlanChoice.OFFLOAD_LAYERS, "TRAIN_SCRIPT decides it");
  }

  /** The stages of a PipelineModule; its engine refuses what shares out gradients. */
  private static void pipeline(TrainingPlan plan, Gaps gaps) {
    gaps.unsaid(
        PlanChoice.PIPELINE, "TRAIN_SCRIPT makes the stages, by a PipelineModule in its code");
    gaps.unsaid(PlanChoice.STAGE_LAYERS, "partition_method of the PipelineModule decides it");
    if (plan.schedule() == ScheduleKind.ONE_FORWARD_ONE_BACKWARD) {
      gaps.said(PlanChoice.SCHEDULE, PlanChoice.VIRTUAL_STAGES);
    }
    gaps.impossible(PlanChoice.SCHEDULE, "its pipeline engine runs 1f1b");
    gaps.unsaid(PlanChoice.VIRTUAL_STAGES, "a stage has one chunk");
    if (plan.vocabulary().spread()) {
      gaps.impossible(PlanChoice.VOCABULARY, "the output layer is on the last stage");
    }
    gaps.said(PlanChoice.VOCABULARY);
    gaps.saidUnless(
        plan.pipelining().rankOrder() == RankOrder.PIPELINE_BEFORE_DATA,
        PlanChoice.RANK_ORDER,
        "stages are furthest apart");
  }

  private static String script(LaunchJob job) {
    return ShellText.beginning(job, "DeepSpeed")
        + """
        : "${TRAIN_SCRIPT:?set it to your training program}"

        """
        + ShellText.torchrun()
        + """
        torchrun "${DISTRIBUTED_ARGS[@]}" "$TRAIN_SCRIPT" \\
          --deepspeed ds_config.json \\
          "$@"
        """;
  }
}
