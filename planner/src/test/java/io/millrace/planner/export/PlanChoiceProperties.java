package io.millrace.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No choice of a plan goes lost on the way to a launcher. */
class PlanChoiceProperties {

  @Property(tries = 400)
  void anotherChoiceChangesTheFilesOrTheirGaps(
      @ForAll("plans") TrainingPlan plan, @ForAll PlanChoice choice) {
    Assume.that(choice.matters(plan));
    TrainingPlan other = flipped(plan, choice);
    Assume.that(choice.matters(other) && RandomPlans.fits(other));
    Assume.that(!normal(other).equals(normal(plan)));

    LaunchJob job = LaunchJob.of(RandomPlans.scenario(), plan);
    LaunchJob otherJob = LaunchJob.of(RandomPlans.scenario(), other);
    for (PlanExporter exporter : PlanExporter.all()) {
      LaunchFiles one = exporter.export(job);
      LaunchFiles another = exporter.export(otherJob);

      assertThat(another.files().equals(one.files()) && another.gaps().equals(one.gaps()))
          .as("%s: %s of %s", exporter.launcher(), choice, plan)
          .isFalse();
    }
  }

  @Property(tries = 200)
  void everyGapNamesAChoiceOnce(@ForAll("plans") TrainingPlan plan) {
    LaunchJob job = LaunchJob.of(RandomPlans.scenario(), plan);
    for (PlanExporter exporter : PlanExporter.all()) {
      LaunchFiles written = exporter.export(job);

      assertThat(written.gaps()).extracting(Gap::path).doesNotHaveDuplicates();
      assertThat(written.files()).containsKey(LaunchFiles.SCRIPT);
    }
  }

  @Example
  void sharingOutOverGroupsOfOneIsACopy() {
    TrainingPlan copies =
        new TrainingPlan(
            new ParallelStrategy(64, 1, 1, 1, 1),
            Pipelining.PLAIN,
            LayerStrategy.of(1, false, Recompute.NONE),
            new ReplicaStrategy(Sharding.NONE, OptionalInt.of(1), Overlap.USUAL, Overlap.USUAL));
    TrainingPlan ofOne = flipped(copies, PlanChoice.SHARDING);

    assertThat(ofOne.sharding()).isEqualTo(Sharding.ZERO2);
    assertThat(normal(ofOne)).isEqualTo(normal(copies));
  }

  private static TrainingPlan normal(TrainingPlan plan) {
    return NormalPlan.of(RandomPlans.scenario(), plan);
  }

  @Provide
  Arbitrary<TrainingPlan> plans() {
    return RandomPlans.plans();
  }

  /** The plan with another value of one choice, and of what has to go with it. */
  private static TrainingPlan flipped(TrainingPlan plan, PlanChoice choice) {
    ParallelStrategy it = plan.strategy();
    return switch (choice) {
      case DATA -> degrees(plan, it.data() * 2, it.tensor() / 2, it.pipeline(), it.context());
      case TENSOR -> degrees(plan, it.data() / 2, it.tensor() * 2, it.pipeline(), it.context());
      case CONTEXT -> degrees(plan, it.data() / 2, it.tensor(), it.pipeline(), it.context() * 2);
      case PIPELINE -> degrees(plan, it.data() / 2, it.tensor(), it.pipeline() * 2, it.context());
      case EXPERT ->
          new TrainingPlan(
              new ParallelStrategy(
                  it.data(), it.tensor(), it.pipeline(), it.context(), it.expert() == 4 ? 2 : 4),
              plan.pipelining(),
              plan.layers(),
              plan.replicas());
      case SCHEDULE ->
          plan.with(
              with(
                  plan.pipelining(),
                  plan.schedule() == ScheduleKind.GPIPE
                      ? ScheduleKind.ONE_FORWARD_ONE_BACKWARD
                      : ScheduleKind.GPIPE,
                  1));
      case VIRTUAL_STAGES ->
          plan.with(
              with(plan.pipelining(), ScheduleKind.INTERLEAVED, plan.virtualStages() == 3 ? 2 : 3));
      case VOCABULARY ->
          plan.with(
              plan.pipelining()
                  .with(
                      plan.vocabulary() == VocabularyPlacement.INTERLACED
                          ? VocabularyPlacement.LAST_STAGE
                          : VocabularyPlacement.INTERLACED));
      case STAGE_LAYERS -> {
        int stages = it.pipeline() * plan.virtualStages();
        var three = RandomPlans.uneven(stages, 3);
        yield plan.with(
            plan.pipelining()
                .withStageLayers(
                    three.equals(plan.stageLayers()) ? RandomPlans.uneven(stages, 1) : three));
      }
      case RANK_ORDER ->
          plan.with(
              plan.pipelining()
                  .with(
                      plan.pipelining().rankOrder() == RankOrder.DATA_BEFORE_PIPELINE
                          ? RankOrder.PIPELINE_BEFORE_DATA
                          : RankOrder.DATA_BEFORE_PIPELINE));
      case SHARDING, SHARDING_GROUP, GRADIENT_OVERLAP, WEIGHT_OVERLAP ->
          plan.with(flipped(plan, choice, plan.replicas()));
      default -> plan.with(flipped(plan.layers(), choice));
    };
  }

  private static TrainingPlan degrees(
      TrainingPlan plan, int data, int tensor, int pipeline, int context) {
    if (data < 1 || tensor < 1) {
      return plan;
    }
    ReplicaStrategy all =
        new ReplicaStrategy(
            plan.sharding(),
            OptionalInt.empty(),
            plan.replicas().gradientOverlap(),
            plan.replicas().weightOverlap());
    Pipelining spread = plan.pipelining().withStageLayers(List.of());
    return new TrainingPlan(
        new ParallelStrategy(data, tensor, pipeline, context, plan.strategy().expert()),
        spread,
        plan.layers(),
        all);
  }

  private static Pipelining with(Pipelining old, ScheduleKind schedule, int chunks) {
    return new Pipelining(
        schedule, chunks, VocabularyPlacement.LAST_STAGE, List.of(), old.rankOrder());
  }

  private static ReplicaStrategy flipped(TrainingPlan plan, PlanChoice choice, ReplicaStrategy it) {
    return new ReplicaStrategy(
        choice == PlanChoice.SHARDING
            ? it.sharding() == Sharding.ZERO2 ? Sharding.ZERO3 : Sharding.ZERO2
            : it.sharding(),
        choice == PlanChoice.SHARDING_GROUP
            ? OptionalInt.of(plan.shardingGroupSize() == 1 ? 2 : 1)
            : it.shardingGroup(),
        choice == PlanChoice.GRADIENT_OVERLAP
            ? flipped(it.gradientOverlap())
            : it.gradientOverlap(),
        choice == PlanChoice.WEIGHT_OVERLAP ? flipped(it.weightOverlap()) : it.weightOverlap());
  }

  /** The framework of these plans overlaps both, so that is what usual means. */
  private static Overlap flipped(Overlap overlap) {
    return overlap == Overlap.OFF ? Overlap.ON : Overlap.OFF;
  }

  private static LayerStrategy flipped(LayerStrategy it, PlanChoice choice) {
    Recompute recompute =
        choice == PlanChoice.RECOMPUTE
            ? it.recompute() == Recompute.SELECTIVE ? Recompute.NONE : Recompute.SELECTIVE
            : it.recompute();
    RecomputeSpan span =
        choice == PlanChoice.RECOMPUTE_SPAN
            ? new RecomputeSpan(
                RecomputeSpan.Method.UNIFORM, it.recomputeSpan().layers() == 2 ? 3 : 2)
            : it.recomputeSpan();
    boolean offload = (choice == PlanChoice.ACTIVATION_OFFLOAD) != it.activationOffload();
    int layers = choice == PlanChoice.OFFLOAD_LAYERS && it.offloadLayers().orElse(0) == 1 ? 2 : 1;
    return new LayerStrategy(
        choice == PlanChoice.MICRO_BATCH ? 3 - it.microBatch() : it.microBatch(),
        (choice == PlanChoice.SEQUENCE_PARALLEL) != it.sequenceParallel(),
        (choice == PlanChoice.ASYNC_TENSOR_PARALLEL) != it.asyncTensorParallel(),
        choice == PlanChoice.CONTEXT_EXCHANGE
            ? it.contextExchange() == ContextExchange.ULYSSES
                ? ContextExchange.RING
                : ContextExchange.ULYSSES
            : it.contextExchange(),
        recompute,
        recompute == Recompute.FULL ? span : RecomputeSpan.EACH_LAYER,
        offload,
        offload
            ? choice == PlanChoice.OFFLOAD_LAYERS ? OptionalInt.of(layers) : it.offloadLayers()
            : OptionalInt.empty());
  }
}
