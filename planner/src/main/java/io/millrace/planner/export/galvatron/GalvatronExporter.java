package io.millrace.planner.export.galvatron;

import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ReplicaStrategy;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hetu-Galvatron: what its search writes and its runtime reads by {@code --galvatron_config_path},
 * lists of one entry for each layer as texts.
 */
public final class GalvatronExporter implements PlanExporter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** {@code galvatron_model_usage.md} of its documentation, which was read in August 2026. */
  private static final DocumentedNames NAMES =
      DocumentedNames.of(
          "--galvatron_config_path",
          "pp_deg",
          "pp_division",
          "tp_sizes_enc",
          "tp_consecutive_flags",
          "dp_types_enc",
          "default_dp_type",
          "use_sp",
          "checkpoint",
          "global_bsz",
          "chunks",
          "pipeline_type",
          "vtp",
          "vsp",
          "embed_sdp");

  /** For service loaders. */
  public GalvatronExporter() {}

  @Override
  public Launcher launcher() {
    return Launcher.GALVATRON;
  }

  @Override
  public String release() {
    return "Hetu-Galvatron's JSON as documented in August 2026";
  }

  @Override
  public LaunchFiles export(LaunchJob job) {
    Gaps gaps = new Gaps(job.plan());
    ObjectNode strategy = strategy(job, gaps);
    rest(job.plan(), gaps);
    gaps.uncompiled(job);
    gaps.beside(
        "model",
        job.scenario().model().name(),
        "TRAIN_SCRIPT is that of a model in Galvatron's folder of models");
    if (job.scenario().model().multiTokenPredictionDepth() > 0) {
      gaps.beside("model.multiTokenPrediction", "on", "the file's layers are the model's alone");
    }
    TrainingPrecision precision = job.scenario().workload().precision();
    if (precision.quantizes()) {
      gaps.beside("workload.precision", precision.key(), "products run in bf16");
    }
    String script = script(job);
    List<String> remarks = new ArrayList<>();
    if (job.plan().strategy().context() > 1 || job.plan().strategy().expert() > 1) {
      remarks.add("Only releases with context and expert parallelism run this plan.");
    }
    NAMES.remark(script, DocumentedNames.keys(strategy)).ifPresent(remarks::add);
    return LaunchFiles.of(
        Map.of("galvatron_config.json", JsonText.of(strategy), LaunchFiles.SCRIPT, script),
        gaps.close(),
        remarks);
  }

  private static ObjectNode strategy(LaunchJob job, Gaps gaps) {
    TrainingPlan plan = job.plan();
    ParallelStrategy degrees = plan.strategy();
    int layers = job.scenario().model().layerCount();
    ObjectNode root = NODES.objectNode();
    root.put("pp_deg", degrees.pipeline());
    root.put("tp_sizes_enc", each(layers, degrees.tensor()));
    root.put("tp_consecutive_flags", each(layers, 1));
    if (degrees.context() > 1) {
      root.put("cp_sizes_enc", each(layers, degrees.context()));
    }
    root.put("dp_types_enc", each(layers, plan.sharding() == Sharding.ZERO3 ? 1 : 0));
    root.put("default_dp_type", plan.sharding() == Sharding.NONE ? "ddp" : "zero2");
    // 1 would be Ulysses in the place of tensor parallelism.
    root.put("use_sp", each(layers, 0));
    root.put("checkpoint", joined(repeated(job)));
    root.put("global_bsz", job.globalBatch());
    root.put("chunks", job.microBatches());
    root.put("pp_division", joined(job.program().stageLayers()));
    root.put("pipeline_type", plan.schedule() == ScheduleKind.GPIPE ? "gpipe" : "pipedream_flush");
    root.put("vtp", degrees.tensor());
    root.put("vsp", 0);
    root.put("embed_sdp", plan.sharding() == Sharding.ZERO3 ? 1 : 0);
    if (degrees.expert() > 1) {
      root.put("ep_sizes_enc", each(layers, degrees.expert()));
      root.put("tp_of_ep_sizes_enc", each(layers, job.expertTensor()));
    }
    gaps.said(
        PlanChoice.DATA,
        PlanChoice.TENSOR,
        PlanChoice.PIPELINE,
        PlanChoice.CONTEXT,
        PlanChoice.EXPERT,
        PlanChoice.STAGE_LAYERS,
        PlanChoice.MICRO_BATCH,
        // By an option of launch.sh.
        PlanChoice.SEQUENCE_PARALLEL);
    sharding(plan, gaps);
    return root;
  }

  /** Which layers are computed again, one entry each. */
  private static List<Integer> repeated(LaunchJob job) {
    TrainingPlan plan = job.plan();
    List<Integer> flags = new ArrayList<>();
    for (int count : job.program().stageLayers()) {
      for (int layer = 0; layer < count; layer++) {
        boolean repeats = plan.recompute() == Recompute.FULL && plan.recomputeSpan().repeats(layer);
        flags.add(repeats ? 1 : 0);
      }
    }
    return flags;
  }

  private static void sharding(TrainingPlan plan, Gaps gaps) {
    gaps.saidUnless(
        plan.sharding() == Sharding.ZERO1,
        PlanChoice.SHARDING,
        "zero2 takes its place, which shares out gradients as well");
    gaps.saidUnless(
        plan.shardingGroupSize() < plan.gradientGroup(),
        PlanChoice.SHARDING_GROUP,
        "it is shared out over all data-parallel ranks");
  }

  private static void rest(TrainingPlan plan, Gaps gaps) {
    switch (plan.schedule()) {
      case GPIPE, ONE_FORWARD_ONE_BACKWARD -> gaps.said(PlanChoice.SCHEDULE);
      case INTERLEAVED, ZERO_BUBBLE_B, ZERO_BUBBLE_V, V_HALF, V_MIN ->
          gaps.impossible(PlanChoice.SCHEDULE, "pipeline_type is gpipe or pipedream_flush (1f1b)");
    }
    if (plan.virtualStages() > 1) {
      gaps.impossible(PlanChoice.VIRTUAL_STAGES, "pp_division has one chunk for each stage");
    }
    if (plan.vocabulary().spread()) {
      gaps.impossible(PlanChoice.VOCABULARY, "the output layer is on the last stage");
    }
    gaps.said(PlanChoice.VIRTUAL_STAGES, PlanChoice.VOCABULARY);
    gaps.saidUnless(
        plan.pipelining().rankOrder() == RankOrder.PIPELINE_BEFORE_DATA,
        PlanChoice.RANK_ORDER,
        "replicas are neighbours, stages furthest apart");
    gaps.saidUnless(
        plan.contextExchange() != ContextExchange.RING,
        PlanChoice.CONTEXT_EXCHANGE,
        "blocks of keys and values go round a ring");
    gaps.saidUnless(
        plan.recompute() == Recompute.SELECTIVE,
        PlanChoice.RECOMPUTE,
        "checkpoint is for whole layers: nothing is recomputed");
    RecomputeSpan span = plan.recomputeSpan();
    gaps.saidUnless(
        span.method() == RecomputeSpan.Method.UNIFORM && span.layers() > 1,
        PlanChoice.RECOMPUTE_SPAN,
        "every layer is recomputed on its own");
    ReplicaStrategy replicas = plan.replicas();
    String absent = "there is no key for it";
    gaps.saidUnless(plan.asyncTensorParallel(), PlanChoice.ASYNC_TENSOR_PARALLEL, absent);
    gaps.saidUnless(plan.activationOffload(), PlanChoice.ACTIVATION_OFFLOAD, absent);
    gaps.unsaid(PlanChoice.OFFLOAD_LAYERS, absent);
    gaps.saidUnless(
        replicas.gradientOverlap() != Overlap.USUAL, PlanChoice.GRADIENT_OVERLAP, absent);
    gaps.saidUnless(replicas.weightOverlap() != Overlap.USUAL, PlanChoice.WEIGHT_OVERLAP, absent);
  }

  private static String each(int layers, int value) {
    return joined(Collections.nCopies(layers, value));
  }

  private static String joined(List<Integer> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String script(LaunchJob job) {
    String format = job.scenario().workload().precision().key();
    boolean sequence = job.plan().sequenceParallel() && job.plan().strategy().tensor() > 1;
    return ShellText.beginning(job, "Hetu-Galvatron")
        + """
        : "${TRAIN_SCRIPT:?set it to train_dist.py of a model of Galvatron}"

        """
        + ShellText.torchrun()
        + """
        torchrun "${DISTRIBUTED_ARGS[@]}" "$TRAIN_SCRIPT" \\
          --galvatron_config_path galvatron_config.json \\
          --mixed_precision %s \\
        %s  "$@"
        """
            .formatted(
                List.of("fp32", "fp16").contains(format) ? format : "bf16",
                sequence ? "  --sequence-parallel \\\n" : "");
  }
}
