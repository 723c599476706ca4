package io.millrace.planner.export;

import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.model.planfile.PlanFile;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.lowering.training.PipelineProgram;
import io.millrace.simulator.lowering.training.schedule.Placement;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/** Plans with choices that make no difference, or none to a launcher, made the same. */
final class NormalPlan {

  private NormalPlan() {}

  /** One of all plans that run alike. */
  static TrainingPlan of(Scenario scenario, TrainingPlan plan) {
    PipelineProgram unasked = new PipelineProgram(Placement.LOOPED, List.of(), List.of());
    LaunchJob job = new LaunchJob(PlanFile.of(scenario, plan), unasked);
    ParallelStrategy it = plan.strategy();
    List<Integer> counts = PipelineProgram.layers(scenario, plan);
    boolean pipelined = it.pipeline() > 1;
    int chunks = pipelined ? plan.virtualStages() : 1;
    Pipelining pipelining =
        new Pipelining(
            !pipelined || chunks == 1 && plan.schedule() == ScheduleKind.INTERLEAVED
                ? ScheduleKind.ONE_FORWARD_ONE_BACKWARD
                : plan.schedule(),
            chunks,
            pipelined && plan.vocabulary().spread()
                ? plan.vocabulary()
                : VocabularyPlacement.LAST_STAGE,
            pipelined ? counts : List.of(),
            PlanChoice.RANK_ORDER.matters(plan)
                ? plan.pipelining().rankOrder()
                : RankOrder.DATA_BEFORE_PIPELINE);
    return new TrainingPlan(
        it, pipelining, layers(plan, counts, scenario.model().layerCount()), replicas(job));
  }

  private static LayerStrategy layers(TrainingPlan plan, List<Integer> counts, int all) {
    boolean sliced = plan.strategy().tensor() > 1;
    RecomputeSpan span = plan.recomputeSpan();
    boolean whole =
        span.method() == RecomputeSpan.Method.BLOCK && span.layers() >= Collections.max(counts);
    int offloaded = Math.min(plan.offloadLayers().orElse(all), all - 1);
    return new LayerStrategy(
        plan.microBatch(),
        sliced && plan.sequenceParallel(),
        sliced && plan.asyncTensorParallel(),
        plan.strategy().context() > 1 ? plan.contextExchange() : ContextExchange.RING,
        plan.recompute(),
        whole ? RecomputeSpan.EACH_LAYER : span,
        plan.activationOffload(),
        plan.activationOffload() ? OptionalInt.of(offloaded) : OptionalInt.empty());
  }

  private static ReplicaStrategy replicas(LaunchJob job) {
    TrainingPlan plan = job.plan();
    // Shared out over groups of one, every rank holds all of it: copies by another name.
    boolean copies = plan.shardingGroupSize() == 1;
    boolean groups = !copies && plan.sharding() != Sharding.NONE && job.shardingGroups() > 1;
    return new ReplicaStrategy(
        copies ? Sharding.NONE : plan.sharding(),
        groups ? plan.shardingGroup() : OptionalInt.empty(),
        PlanChoice.GRADIENT_OVERLAP.matters(plan) ? resolved(job.overlapsGradients()) : Overlap.OFF,
        !copies && PlanChoice.WEIGHT_OVERLAP.matters(plan)
            ? resolved(job.overlapsWeights())
            : Overlap.OFF);
  }

  private static Overlap resolved(boolean overlaps) {
    return overlaps ? Overlap.ON : Overlap.OFF;
  }

  /** The plan with a schedule that Megatron has. */
  static TrainingPlan alternating(TrainingPlan plan) {
    boolean chunks = plan.schedule() == ScheduleKind.INTERLEAVED;
    Pipelining it = plan.pipelining();
    return plan.with(
        new Pipelining(
            chunks ? ScheduleKind.INTERLEAVED : ScheduleKind.ONE_FORWARD_ONE_BACKWARD,
            chunks ? it.virtualStages() : 1,
            VocabularyPlacement.LAST_STAGE,
            chunks || it.virtualStages() == 1 ? it.stageLayers() : List.of(),
            it.rankOrder()));
  }

  /** The plan with what strategies by layer can say. */
  static TrainingPlan layerwise(TrainingPlan plan) {
    Pipelining it = plan.pipelining();
    boolean gpipe = plan.schedule() == ScheduleKind.GPIPE;
    Pipelining plain =
        new Pipelining(
            gpipe ? ScheduleKind.GPIPE : ScheduleKind.ONE_FORWARD_ONE_BACKWARD,
            1,
            VocabularyPlacement.LAST_STAGE,
            it.virtualStages() == 1 ? it.stageLayers() : List.of(),
            RankOrder.DATA_BEFORE_PIPELINE);
    Recompute recompute =
        plan.recompute() == Recompute.SELECTIVE ? Recompute.NONE : plan.recompute();
    RecomputeSpan span =
        recompute == Recompute.FULL && plan.recomputeSpan().method() == RecomputeSpan.Method.BLOCK
            ? plan.recomputeSpan()
            : RecomputeSpan.EACH_LAYER;
    Sharding sharding = plan.sharding() == Sharding.ZERO1 ? Sharding.ZERO2 : plan.sharding();
    return new TrainingPlan(
        plan.strategy(),
        plain,
        new LayerStrategy(
            plan.microBatch(),
            false,
            false,
            ContextExchange.RING,
            recompute,
            span,
            false,
            OptionalInt.empty()),
        ReplicaStrategy.of(sharding));
  }

  /** The plan with what replicas alone can say. */
  static TrainingPlan replicated(TrainingPlan plan) {
    ParallelStrategy it = plan.strategy();
    return new TrainingPlan(
        new ParallelStrategy(
            it.data() * it.pipeline() * it.context(), it.tensor(), 1, 1, it.expert()),
        Pipelining.PLAIN,
        LayerStrategy.of(plan.microBatch(), false, Recompute.NONE),
        new ReplicaStrategy(
            plan.sharding(),
            OptionalInt.empty(),
            plan.replicas().gradientOverlap(),
            plan.sharding().shardsWeights() ? plan.replicas().weightOverlap() : Overlap.OFF));
  }
}
