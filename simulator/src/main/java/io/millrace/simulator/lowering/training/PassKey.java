package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.simulator.cost.GroupPlacement;
import java.util.Optional;

/**
 * Everything of a plan that the passes of a chunk depend on, besides what the chunk holds: plans
 * with equal keys have equal passes.
 *
 * @param expertsSliced whether tensor-parallel ranks share experts
 * @param experts where the ranks lie that share a layer's experts: with other stages in between or
 *     without
 * @param pipelined whether there are other stages
 * @param accumulates whether gradients of several micro-batches are added up
 * @param split whether gradients of weights are passes of their own
 * @param replicas with how many ranks they share what, where passes exchange anything with them
 */
record PassKey(
    int tensor,
    int context,
    int expert,
    boolean expertsSliced,
    GroupPlacement experts,
    boolean pipelined,
    boolean accumulates,
    boolean split,
    LayerStrategy layers,
    Optional<Replicas> replicas) {

  /** Replicas that a pass exchanges weights or gradients with. */
  record Replicas(ReplicaStrategy strategy, int data, boolean gathers, boolean scatters) {}

  static PassKey of(TrainingContext context) {
    return new PassKey(
        context.tensor(),
        context.strategy().context(),
        context.strategy().expert(),
        context.expertsSliced(),
        context.group(Axis.EXPERT),
        context.strategy().pipeline() > 1,
        context.microBatches() > 1,
        context.splitsBackward(),
        context.plan().layers(),
        context.exchangesBesidePasses()
            ? Optional.of(
                new Replicas(
                    withinPasses(context),
                    context.strategy().data(),
                    context.gathersEachLayer(),
                    context.scattersEachPass()))
            : Optional.empty());
  }

  /** In a pass all runs beside kernels that is not told otherwise ({@link ShardedWeights}). */
  private static ReplicaStrategy withinPasses(TrainingContext context) {
    ReplicaStrategy replicas = context.plan().replicas();
    return new ReplicaStrategy(
        replicas.sharding(),
        replicas.shardingGroup(),
        context.scattersEachPass() ? withinPasses(replicas.gradientOverlap()) : Overlap.USUAL,
        context.gathersEachLayer() ? withinPasses(replicas.weightOverlap()) : Overlap.USUAL);
  }

  private static Overlap withinPasses(Overlap overlap) {
    return overlap == Overlap.OFF ? Overlap.OFF : Overlap.USUAL;
  }

  /** What simulated passes depend on: the host's lead over the device comes later. */
  PassKey alone() {
    return new PassKey(
        tensor,
        context,
        expert,
        expertsSliced,
        experts,
        false,
        accumulates,
        split,
        layers,
        replicas);
  }

  /** What embedding and output layer depend on where weights are not gathered ahead. */
  PassKey ends() {
    LayerStrategy plain =
        LayerStrategy.of(layers.microBatch(), layers.sequenceParallel(), Recompute.NONE);
    return new PassKey(
        tensor,
        context,
        expert,
        expertsSliced,
        experts,
        false,
        accumulates,
        split,
        plain,
        replicas);
  }
}
