package io.millrace.planner.export.megatron;

import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.framework.SelectivePolicy;
import io.millrace.model.megatron.PipelineLayout;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.planner.export.Gaps;
import io.millrace.planner.export.LaunchJob;
import io.millrace.planner.export.PlanChoice;
import io.millrace.planner.export.megatron.Setting.Section;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** A plan in Megatron's words. */
final class PlanSettings {
  private final Settings settings;
  private final Gaps gaps;
  private final LaunchJob job;
  private final TrainingPlan plan;
  private final ParallelStrategy strategy;

  PlanSettings(Settings settings, Gaps gaps, LaunchJob job) {
    this.settings = settings;
    this.gaps = gaps;
    this.job = job;
    this.plan = job.plan();
    this.strategy = plan.strategy();
  }

  void add() {
    settings.section(Section.PARALLEL);
    degrees();
    if (strategy.pipeline() > 1) {
      pipeline();
    }
    rankOrder();
    settings.section(Section.BATCH);
    settings.put("--micro-batch-size", "train.micro_batch_size", plan.microBatch());
    settings.put("--global-batch-size", "train.global_batch_size", job.globalBatch());
    gaps.said(PlanChoice.MICRO_BATCH);
    settings.section(Section.MEMORY);
    recompute();
    offload();
    sharding();
    settings.section(Section.OVERLAP);
    overlap();
  }

  private void degrees() {
    settings.put(
        "--tensor-model-parallel-size", "model.tensor_model_parallel_size", strategy.tensor());
    settings.put(
        "--pipeline-model-parallel-size",
        "model.pipeline_model_parallel_size",
        strategy.pipeline());
    settings.put("--context-parallel-size", "model.context_parallel_size", strategy.context());
    if (job.scenario().model().hasExperts()) {
      settings.put(
          "--expert-model-parallel-size", "model.expert_model_parallel_size", strategy.expert());
      settings.put(
          "--expert-tensor-parallel-size", "model.expert_tensor_parallel_size", job.expertTensor());
    }
    if (plan.sequenceParallel() && strategy.tensor() > 1) {
      settings.on("--sequence-parallel", "model.sequence_parallel", true);
    }
    if (strategy.context() > 1) {
      String exchange =
          switch (plan.contextExchange()) {
            case RING -> "p2p";
            case ALL_GATHER -> "allgather";
            case ULYSSES -> "a2a";
          };
      settings.put("--cp-comm-type", "model.cp_comm_type", exchange);
    }
    if (!dividesGroups()) {
      gaps.impossible(
          PlanChoice.TENSOR, "Megatron divides key and value heads among tensor-parallel ranks");
    }
    if (strategy.expert() > 1 && !plan.sequenceParallel()) {
      gaps.impossible(
          PlanChoice.SEQUENCE_PARALLEL, "Megatron needs it for experts beside tensor parallelism");
    }
    // The number of replicas is what the other degrees leave of the devices.
    gaps.said(
        PlanChoice.DATA,
        PlanChoice.TENSOR,
        PlanChoice.PIPELINE,
        PlanChoice.CONTEXT,
        PlanChoice.EXPERT,
        PlanChoice.SEQUENCE_PARALLEL,
        PlanChoice.CONTEXT_EXCHANGE);
  }

  private boolean dividesGroups() {
    return job.scenario().model().distinctLayers().keySet().stream()
        .map(Layer::mixer)
        .allMatch(
            mixer ->
                !(mixer instanceof GroupedQueryAttention attention)
                    || attention.kvHeads() % strategy.tensor() == 0);
  }

  private void pipeline() {
    boolean alternating =
        plan.schedule() == ScheduleKind.ONE_FORWARD_ONE_BACKWARD
            || plan.schedule() == ScheduleKind.INTERLEAVED;
    if (alternating) {
      gaps.said(PlanChoice.SCHEDULE);
    } else {
      gaps.impossible(
          PlanChoice.SCHEDULE, "Megatron runs 1f1b, interleaved where stages have several chunks");
    }
    if (plan.vocabulary().spread()) {
      gaps.impossible(
          PlanChoice.VOCABULARY, "Megatron computes the output layer on the last stage");
    } else {
      gaps.said(PlanChoice.VOCABULARY);
    }
    int further = job.scenario().model().multiTokenPredictionDepth();
    if (job.uneven() || plan.virtualStages() > 1 || further > 0) {
      settings.put(
          "--pipeline-model-parallel-layout",
          "model.pipeline_model_parallel_layout",
          new PipelineLayout(job.program().stageLayers(), further).text());
    }
    gaps.said(PlanChoice.VIRTUAL_STAGES, PlanChoice.STAGE_LAYERS);
  }

  private void rankOrder() {
    if (plan.pipelining().rankOrder() == RankOrder.PIPELINE_BEFORE_DATA) {
      if (fullySharded()) {
        gaps.unsaid(
            PlanChoice.RANK_ORDER,
            "Megatron-FSDP keeps the order in which replicas are neighbours");
        return;
      }
      if (PlanChoice.RANK_ORDER.matters(plan)) {
        settings.on("--use-tp-pp-dp-mapping", "dist.use_tp_pp_dp_mapping", true);
      }
    }
    gaps.said(PlanChoice.RANK_ORDER);
  }

  private void recompute() {
    SelectivePolicy policy = job.scenario().framework().defaults().selective();
    if (plan.recompute() == Recompute.SELECTIVE && policy == SelectivePolicy.EVERY_SECOND_PRODUCT) {
      gaps.unsaid(
          PlanChoice.RECOMPUTE,
          "%s repeats every second product, Megatron the core of attention"
              .formatted(job.scenario().framework().id()));
    }
    gaps.said(PlanChoice.RECOMPUTE, PlanChoice.RECOMPUTE_SPAN);
    if (plan.recompute() == Recompute.NONE) {
      return;
    }
    settings.put("--recompute-granularity", "model.recompute_granularity", plan.recompute().key());
    if (plan.recompute() == Recompute.SELECTIVE) {
      settings.list("--recompute-modules", "model.recompute_modules", modules(policy));
      return;
    }
    settings.put(
        "--recompute-method", "model.recompute_method", plan.recomputeSpan().method().key());
    settings.put(
        "--recompute-num-layers", "model.recompute_num_layers", plan.recomputeSpan().layers());
  }

  private List<String> modules(SelectivePolicy policy) {
    return policy == SelectivePolicy.CHEAP_OPERATIONS && job.scenario().model().hasExperts()
        ? List.of("layernorm", "moe_act")
        : policy == SelectivePolicy.CHEAP_OPERATIONS ? List.of("layernorm") : List.of("core_attn");
  }

  private void offload() {
    if (!plan.activationOffload()) {
      gaps.said(PlanChoice.ACTIVATION_OFFLOAD);
      return;
    }
    int layers = job.scenario().model().layerCount();
    int offloaded = Math.min(plan.offloadLayers().orElse(layers), layers - 1);
    if (strategy.pipeline() > 1 || plan.recompute() != Recompute.NONE || offloaded < 1) {
      String reason =
          "Megatron offloads only without pipeline and recomputation, and never the last layer";
      gaps.unsaid(PlanChoice.ACTIVATION_OFFLOAD, reason);
      gaps.unsaid(PlanChoice.OFFLOAD_LAYERS, reason);
      return;
    }
    settings.put("--cpu-offloading-num-layers", "model.cpu_offloading_num_layers", offloaded);
    settings.keyOnly("model.cpu_offloading", JsonNodeFactory.instance.booleanNode(true));
    if (plan.offloadLayers().isEmpty()) {
      gaps.unsaid(PlanChoice.OFFLOAD_LAYERS, "Megatron keeps those of the last layer");
    }
    gaps.said(PlanChoice.ACTIVATION_OFFLOAD, PlanChoice.OFFLOAD_LAYERS);
  }

  private boolean fullySharded() {
    return plan.sharding().shardsGradients();
  }

  private void sharding() {
    gaps.said(PlanChoice.SHARDING, PlanChoice.SHARDING_GROUP);
    if (plan.sharding() == Sharding.NONE || plan.gradientGroup() == 1) {
      return;
    }
    settings.on("--use-distributed-optimizer", "ddp.use_distributed_optimizer", true);
    if (fullySharded()) {
      settings.on("--use-megatron-fsdp", "dist.use_megatron_fsdp", true);
      settings.put(
          "--data-parallel-sharding-strategy",
          "ddp.data_parallel_sharding_strategy",
          plan.sharding().shardsWeights() ? "optim_grads_params" : "optim_grads");
      settings.put("--ckpt-format", "checkpoint.ckpt_format", "fsdp_dtensor");
      if (strategy.pipeline() > 1) {
        settings.remark(
            "Not verified: Megatron-FSDP beside a pipeline. A search for this launcher leaves such"
                + " plans out.");
      }
    }
    if (job.shardingGroups() > 1) {
      settings.put(
          "--num-distributed-optimizer-instances",
          "ddp.num_distributed_optimizer_instances",
          job.shardingGroups());
    }
  }

  private void overlap() {
    boolean gradients = job.overlapsGradients();
    if (gradients && plan.gradientGroup() > 1) {
      settings.on("--overlap-grad-reduce", "ddp.overlap_grad_reduce", true);
    }
    gaps.said(PlanChoice.GRADIENT_OVERLAP);
    weights(gradients);
    if (!plan.asyncTensorParallel() || plan.sequenceParallel()) {
      if (plan.asyncTensorParallel() && strategy.tensor() > 1) {
        settings.on("--tp-comm-overlap", "comm_overlap.tp_comm_overlap", true);
      }
      gaps.said(PlanChoice.ASYNC_TENSOR_PARALLEL);
    } else {
      gaps.unsaid(
          PlanChoice.ASYNC_TENSOR_PARALLEL, "Megatron's --tp-comm-overlap needs sequence parallel");
    }
  }

  private void weights(boolean gradients) {
    boolean matters = PlanChoice.WEIGHT_OVERLAP.matters(plan);
    if (matters && job.overlapsWeights() && !gradients) {
      gaps.unsaid(
          PlanChoice.WEIGHT_OVERLAP, "Megatron gathers ahead only where gradients overlap as well");
      return;
    }
    if (matters && job.overlapsWeights()) {
      settings.on("--overlap-param-gather", "ddp.overlap_param_gather", true);
    }
    gaps.said(PlanChoice.WEIGHT_OVERLAP);
  }
}
