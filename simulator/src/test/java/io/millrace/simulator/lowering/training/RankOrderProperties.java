package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.RankOrder;
import io.millrace.simulator.Sample;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.cost.GroupPlacement.Reach;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Groups lie where a list of all ranks shows them, each rank with its coordinates counted up in the
 * order of its parts as Megatron-LM's {@code RankGenerator} does (megatron/core/parallel_state.py).
 */
class RankOrderProperties {

  /** A rank's coordinates: within a replica of a stage, its replica, and its stage. */
  private record Rank(int inReplica, int replica, int stage) {

    static Rank of(int number, ParallelStrategy degrees, RankOrder order) {
      int block = degrees.tensor() * degrees.context();
      int outer = number / block;
      return switch (order) {
        case DATA_BEFORE_PIPELINE ->
            new Rank(number % block, outer % degrees.data(), outer / degrees.data());
        case PIPELINE_BEFORE_DATA ->
            new Rank(number % block, outer / degrees.pipeline(), outer % degrees.pipeline());
      };
    }
  }

  @Property(tries = 200)
  void groupsLieWhereTheirRanksAre(
      @ForAll @IntRange(min = 0, max = 3) int data,
      @ForAll @IntRange(min = 0, max = 3) int tensor,
      @ForAll @IntRange(min = 0, max = 3) int pipeline,
      @ForAll @IntRange(min = 0, max = 2) int context,
      @ForAll RankOrder order) {
    ParallelStrategy degrees =
        new ParallelStrategy(1 << data, 1 << tensor, 1 << pipeline, 1 << context, 1);
    TrainingContext ranks = context(Sample.llama(), degrees, order);
    int slices = degrees.tensor();

    check(ranks, degrees, ranks.group(Axis.TENSOR), it -> it < slices);
    check(
        ranks,
        degrees,
        ranks.group(Axis.CONTEXT),
        it -> it < slices * degrees.context() && it % slices == 0);
    check(
        ranks,
        degrees,
        ranks.gradientGroup(),
        it -> Rank.of(it, degrees, order).stage() == 0 && it % slices == 0);
    check(
        ranks,
        degrees,
        ranks.stages(),
        it -> {
          Rank rank = Rank.of(it, degrees, order);
          return rank.inReplica() == 0 && rank.replica() == 0;
        });
  }

  /** The ranks of a stage, counted without the other stages, are dealt out to experts again. */
  @Property(tries = 200)
  void expertsLieWhereTheirRanksAre(
      @ForAll @IntRange(min = 0, max = 3) int data,
      @ForAll @IntRange(min = 0, max = 2) int tensor,
      @ForAll @IntRange(min = 0, max = 3) int pipeline,
      @ForAll @IntRange(min = 0, max = 2) int context,
      @ForAll @IntRange(min = 0, max = 3) int expert,
      @ForAll RankOrder order) {
    int spread = 1 << Math.min(expert, data + context);
    ParallelStrategy degrees =
        new ParallelStrategy(1 << data, 1 << tensor, 1 << pipeline, 1 << context, spread);
    TrainingContext ranks = context(Sample.mixture(), degrees, order);
    int slices = degrees.tensor();
    int block = slices * degrees.context();

    check(
        ranks,
        degrees,
        ranks.group(Axis.EXPERT),
        it -> {
          Rank rank = Rank.of(it, degrees, order);
          int inStage = rank.inReplica() + block * rank.replica();
          return rank.stage() == 0 && inStage % slices == 0 && inStage / slices < spread;
        });
    check(
        ranks,
        degrees,
        ranks.expertGradientGroup(),
        it -> {
          Rank rank = Rank.of(it, degrees, order);
          int inStage = rank.inReplica() + block * rank.replica();
          return rank.stage() == 0 && inStage % (slices * spread) == 0;
        });
  }

  /** Of each level's first unit the group has as many ranks as the list, and no more levels. */
  private static void check(
      TrainingContext context, ParallelStrategy degrees, GroupPlacement group, IntPredicate has) {
    int all = (int) IntStream.range(0, (int) degrees.devices()).filter(has).count();
    assertThat(group.size()).isEqualTo(all);
    int below = 1;
    for (Reach reach : group.reach()) {
      int span = Math.min(reach.level().span(), (int) degrees.devices());
      int members = (int) IntStream.range(0, span).filter(has).count();
      assertThat(reach).isEqualTo(new Reach(reach.level(), members, below));
      below = members;
    }
    assertThat(below).isEqualTo(all);
    assertThat(context.cluster().devices()).isEqualTo((int) degrees.devices());
  }

  private static TrainingContext context(Sample model, ParallelStrategy degrees, RankOrder order) {
    return SampleWork.of(
            model
                .with("plan.data", degrees.data())
                .with("plan.tensor", degrees.tensor())
                .with("plan.pipeline", degrees.pipeline())
                .with("plan.context", degrees.context())
                .with("plan.expert", degrees.expert())
                .with("plan.rankOrder", order.key())
                .with("workload.globalBatch", 8 * degrees.data()))
        .context();
  }
}
