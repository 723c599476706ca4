package io.millrace.model.plan;

import java.util.List;
import java.util.OptionalInt;

/**
 * How a training iteration runs.
 *
 * @param strategy the parallel degrees
 * @param virtualStages chunks of layers per device of the pipeline; one without interleaving
 * @param microBatch sequences per micro-batch on a data-parallel rank
 * @param sequenceParallel whether tensor-parallel ranks also share the sequence between the matrix
 *     products (2205.05198, section 4.2.2)
 * @param schedule order of micro-batches in the pipeline
 * @param vocabulary where the output layer is computed
 * @param stageLayers layers of each virtual stage in the order of the forward pass; empty: spread
 *     evenly
 * @param sharding what data-parallel ranks share out
 * @param shardingGroup ranks that share it out; empty: all of a data-parallel group
 * @param asyncTensorParallel whether tensor-parallel collectives are split and overlapped with the
 *     matrix products beside them
 * @param recompute what the backward pass computes again
 * @param activationOffload whether activations wait in host memory for the backward pass
 * @param contextExchange how ranks that share a sequence compute attention over all of it
 * @param recomputeSpan over which layers full recomputation goes, and how many at a time
 * @param offloadLayers layers of each chunk, from its first, whose activations wait in host memory;
 *     empty: all
 */
public record TrainingPlan(
    ParallelStrategy strategy,
    int virtualStages,
    int microBatch,
    boolean sequenceParallel,
    ScheduleKind schedule,
    VocabularyPlacement vocabulary,
    List<Integer> stageLayers,
    Sharding sharding,
    OptionalInt shardingGroup,
    boolean asyncTensorParallel,
    Recompute recompute,
    boolean activationOffload,
    ContextExchange contextExchange,
    RecomputeSpan recomputeSpan,
    OptionalInt offloadLayers)
    implements Plan {

  /** A plan whose context-parallel ranks pass keys and values round. */
  public TrainingPlan(
      ParallelStrategy strategy,
      int virtualStages,
      int microBatch,
      boolean sequenceParallel,
      ScheduleKind schedule,
      VocabularyPlacement vocabulary,
      List<Integer> stageLayers,
      Sharding sharding,
      OptionalInt shardingGroup,
      boolean asyncTensorParallel,
      Recompute recompute,
      boolean activationOffload) {
    this(
        strategy,
        virtualStages,
        microBatch,
        sequenceParallel,
        schedule,
        vocabulary,
        stageLayers,
        sharding,
        shardingGroup,
        asyncTensorParallel,
        recompute,
        activationOffload,
        ContextExchange.RING,
        RecomputeSpan.EACH_LAYER,
        OptionalInt.empty());
  }

  /** Checks what can be checked without the workload. */
  public TrainingPlan {
    stageLayers = List.copyOf(stageLayers);
    if (virtualStages < 1 || microBatch < 1) {
      throw new IllegalArgumentException(
          "virtualStages and microBatch must be positive: " + virtualStages + ", " + microBatch);
    }
    long stages = (long) strategy.pipeline() * virtualStages;
    if (!stageLayers.isEmpty() && stageLayers.size() != stages) {
      throw new IllegalArgumentException(
          "stageLayers has %d entries for %d stages x %d virtual stages"
              .formatted(stageLayers.size(), strategy.pipeline(), virtualStages));
    }
    if (stageLayers.stream().anyMatch(layers -> layers < 0)) {
      throw new IllegalArgumentException("stageLayers must not be negative: " + stageLayers);
    }
    if (recompute != Recompute.FULL && !recomputeSpan.equals(RecomputeSpan.EACH_LAYER)) {
      throw new IllegalArgumentException(
          "%s goes with full recomputation, not with %s".formatted(recomputeSpan, recompute.key()));
    }
    if (!activationOffload && offloadLayers.isPresent()) {
      throw new IllegalArgumentException(
          "offloadLayers is %d without activationOffload".formatted(offloadLayers.getAsInt()));
    }
    int group = shardingGroup.orElse(1);
    if (group < 1 || (long) strategy.data() * strategy.context() % group != 0) {
      throw new IllegalArgumentException(
          "shardingGroup %d does not divide the %d data-parallel ranks"
              .formatted(group, strategy.data() * strategy.context()));
    }
  }

  @Override
  public String label() {
    return strategy.label();
  }

  /** Whether the activations of a layer wait in host memory, by its place in the chunk. */
  public boolean offloads(int layer) {
    return activationOffload && layer < offloadLayers.orElse(Integer.MAX_VALUE);
  }

  /** Ranks that average gradients of the dense weights: data and context together. */
  public int gradientGroup() {
    return strategy.data() * strategy.context();
  }

  /** Ranks over which weights, gradients or optimizer state are shared out. */
  public int shardingGroupSize() {
    return shardingGroup.orElse(gradientGroup());
  }

  /** Micro-batches per iteration on each data-parallel rank. */
  public int microBatches(int globalBatch) {
    return globalBatch / (strategy.data() * microBatch);
  }
}
