package io.millrace.planner.export.torchtitan;

import io.millrace.model.framework.SelectivePolicy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.planner.export.FullyShardedGaps;
import io.millrace.planner.export.Gaps;
import io.millrace.planner.export.LaunchJob;
import io.millrace.planner.export.PlanChoice;
import io.millrace.planner.launcher.FullSharding;
import io.millrace.planner.launcher.Launcher;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan in the fields of torchtitan's configuration ({@code torchtitan/config/configs.py}: {@code
 * TrainingConfig}, {@code ParallelismConfig}, {@code ActivationCheckpointConfig}).
 */
final class RecipeFields {
  /** The file of the pipeline's schedule. */
  static final String SCHEDULE = "pipeline_schedule.csv";

  private final LaunchJob job;
  private final TrainingPlan plan;
  private final ParallelStrategy strategy;
  private final Recipe recipe;
  private final Gaps gaps;
  private final FullyShardedGaps sharded;

  RecipeFields(LaunchJob job, Recipe recipe, Gaps gaps) {
    this.job = job;
    this.plan = job.plan();
    this.strategy = plan.strategy();
    this.recipe = recipe;
    this.gaps = gaps;
    this.sharded = new FullyShardedGaps(Launcher.TORCHTITAN, job, gaps);
  }

  void add() {
    training();
    recipe.section("parallelism");
    replicas();
    tensor();
    context();
    recipe.set("expert_parallel_degree", strategy.expert());
    if (!FullSharding.spreadsExperts(plan)) {
      gaps.impossible(
          PlanChoice.EXPERT, "torchtitan spreads experts over ranks that share out the weights");
    }
    gaps.said(PlanChoice.EXPERT);
    recipe.set("pipeline_parallel_degree", strategy.pipeline());
    gaps.said(PlanChoice.PIPELINE);
    if (strategy.pipeline() > 1) {
      pipeline();
    }
    recompute();
    rest();
  }

  private void training() {
    recipe.section("training");
    // Of one data-parallel rank in one step; a pipeline cuts it into micro-batches, else it is one.
    int local =
        strategy.pipeline() > 1 ? plan.microBatch() * job.microBatches() : plan.microBatch();
    recipe.set("local_batch_size", local);
    recipe.set("global_batch_size", job.globalBatch());
    recipe.set("seq_len", job.scenario().workload().sequence());
    gaps.said(PlanChoice.MICRO_BATCH);
    if (job.scenario().workload().precision().quantizes()) {
      gaps.beside(
          "workload.precision",
          job.scenario().workload().precision().key(),
          "the base recipe's model converters decide it: add those of torchao");
    }
    if (job.scenario().workload().compiled()) {
      recipe.section("compile").set("enable", true);
    }
  }

  /** How replicas share weights. */
  private void replicas() {
    int shards = sharded.shards();
    recipe.set("data_parallel_replicate_degree", strategy.data() / shards);
    recipe.set("data_parallel_shard_degree", shards);
    recipe.set("fsdp_reshard_after_forward", plan.sharding().shardsWeights() ? "always" : "never");
    gaps.said(PlanChoice.DATA);
  }

  private void tensor() {
    recipe.set("tensor_parallel_degree", strategy.tensor());
    recipe.set("enable_sequence_parallel", plan.sequenceParallel());
    gaps.said(PlanChoice.TENSOR, PlanChoice.SEQUENCE_PARALLEL);
    if (plan.asyncTensorParallel() && job.scenario().workload().compiled()) {
      recipe.set("enable_async_tensor_parallel", true);
      gaps.said(PlanChoice.ASYNC_TENSOR_PARALLEL);
    }
    gaps.saidUnless(
        plan.asyncTensorParallel(),
        PlanChoice.ASYNC_TENSOR_PARALLEL,
        "torchtitan's needs compiled: true");
  }

  private void context() {
    recipe.set("context_parallel_degree", strategy.context());
    gaps.said(PlanChoice.CONTEXT);
    sharded.contextExchange().ifPresent(it -> recipe.set("context_parallel_rotate_method", it));
  }

  /** Whether the schedule's file is executed: stages lie round and round, one output layer. */
  boolean executesSchedule() {
    return strategy.pipeline() > 1 && !plan.schedule().vShaped() && !plan.vocabulary().spread();
  }

  private void pipeline() {
    if (executesSchedule()) {
      recipe.set("pipeline_parallel_schedule", "PipelineScheduleMulti");
      recipe.file("pipeline_parallel_schedule_csv", SCHEDULE);
    } else if (plan.schedule() == ScheduleKind.ZERO_BUBBLE_V) {
      recipe.set("pipeline_parallel_schedule", "ZBVZeroBubble");
    } else if (plan.schedule().vShaped()) {
      gaps.impossible(
          PlanChoice.SCHEDULE, "torchtitan lays out stages in a V for ZBVZeroBubble alone");
    }
    if (plan.vocabulary().spread()) {
      gaps.impossible(PlanChoice.VOCABULARY, "the output layer is a module of the last stage");
    }
    recipe.set("num_pp_microbatches", job.microBatches());
    recipe.lists("module_fqns_per_model_part", modules());
    gaps.said(
        PlanChoice.SCHEDULE,
        PlanChoice.VIRTUAL_STAGES,
        PlanChoice.VOCABULARY,
        PlanChoice.STAGE_LAYERS);
    if (plan.pipelining().rankOrder() == RankOrder.PIPELINE_BEFORE_DATA) {
      gaps.unsaid(PlanChoice.RANK_ORDER, "stages are furthest apart in torchtitan's mesh");
    }
  }

  /** The modules of each virtual stage by name. */
  private List<List<String>> modules() {
    List<List<String>> parts = new ArrayList<>();
    int next = 0;
    List<Integer> counts = job.program().stageLayers();
    for (int stage = 0; stage < counts.size(); stage++) {
      List<String> names = new ArrayList<>();
      if (stage == 0) {
        names.add("tok_embeddings");
      }
      for (int layer = 0; layer < counts.get(stage); layer++) {
        names.add("layers." + next++);
      }
      if (stage == counts.size() - 1) {
        names.add("norm");
        names.add("output");
      }
      parts.add(names);
    }
    return parts;
  }

  private void recompute() {
    recipe.section("activation_checkpoint").set("mode", plan.recompute().key());
    SelectivePolicy policy = job.scenario().framework().defaults().selective();
    if (plan.recompute() == Recompute.SELECTIVE && policy != SelectivePolicy.EVERY_SECOND_PRODUCT) {
      gaps.unsaid(
          PlanChoice.RECOMPUTE,
          "torchtitan's repeats every second product, %s means another set"
              .formatted(job.scenario().framework().id()));
    }
    gaps.said(PlanChoice.RECOMPUTE);
  }

  private void rest() {
    int further = job.scenario().model().multiTokenPredictionDepth();
    if (further > 0) {
      gaps.beside(
          "model.multiTokenPrediction", Integer.toString(further), "the recipe names no modules");
    }
    gaps.said(PlanChoice.RANK_ORDER);
    sharded.layers();
    sharded.overlaps();
  }
}
