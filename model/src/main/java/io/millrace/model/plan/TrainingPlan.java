package io.millrace.model.plan;

import java.util.List;
import java.util.OptionalInt;

/**
 * How a training iteration runs: four choices, each of which decides something of its own, so that
 * what they cost can be found for each and put together.
 *
 * @param strategy the parallel degrees
 * @param pipelining how the layers are spread over stages, and in what order these work
 * @param layers how a rank works through its layers
 * @param replicas how data-parallel ranks share what they all need
 */
public record TrainingPlan(
    ParallelStrategy strategy,
    Pipelining pipelining,
    LayerStrategy layers,
    ReplicaStrategy replicas)
    implements Plan {

  /** Checks what can be checked without the workload. */
  public TrainingPlan {
    List<Integer> listed = pipelining.stageLayers();
    long stages = (long) strategy.pipeline() * pipelining.virtualStages();
    if (!listed.isEmpty() && listed.size() != stages) {
      throw new IllegalArgumentException(
          "stageLayers has %d entries for %d stages x %d virtual stages"
              .formatted(listed.size(), strategy.pipeline(), pipelining.virtualStages()));
    }
    int group = replicas.shardingGroup().orElse(1);
    if ((long) strategy.data() * strategy.context() % group != 0) {
      throw new IllegalArgumentException(
          "shardingGroup %d does not divide the %d data-parallel ranks"
              .formatted(group, strategy.data() * strategy.context()));
    }
  }

  @Override
  public String label() {
    return strategy.label();
  }

  /**
   * The same with other degrees.
   *
   * @throws IllegalArgumentException if the other choices are not for these
   */
  public TrainingPlan with(ParallelStrategy other) {
    return new TrainingPlan(other, pipelining, layers, replicas);
  }

  /** The same with another way through the layers. */
  public TrainingPlan with(LayerStrategy other) {
    return new TrainingPlan(strategy, pipelining, other, replicas);
  }

  /** The same with another pipeline. */
  public TrainingPlan with(Pipelining other) {
    return new TrainingPlan(strategy, other, layers, replicas);
  }

  /** The same with other replicas. */
  public TrainingPlan with(ReplicaStrategy other) {
    return new TrainingPlan(strategy, pipelining, layers, other);
  }

  /** Order of micro-batches in the pipeline. */
  public ScheduleKind schedule() {
    return pipelining.schedule();
  }

  /** Chunks of layers per device of the pipeline. */
  public int virtualStages() {
    return pipelining.virtualStages();
  }

  /** Where the output layer is computed. */
  public VocabularyPlacement vocabulary() {
    return pipelining.vocabulary();
  }

  /** Layers of each virtual stage; empty: spread evenly. */
  public List<Integer> stageLayers() {
    return pipelining.stageLayers();
  }

  /** Sequences per micro-batch on a data-parallel rank. */
  public int microBatch() {
    return layers.microBatch();
  }

  /** Whether tensor-parallel ranks also share the sequence between the matrix products. */
  public boolean sequenceParallel() {
    return layers.sequenceParallel();
  }

  /** Whether tensor-parallel collectives run beside pieces of matrix products. */
  public boolean asyncTensorParallel() {
    return layers.asyncTensorParallel();
  }

  /** How ranks that share a sequence compute attention over all of it. */
  public ContextExchange contextExchange() {
    return layers.contextExchange();
  }

  /** What the backward pass computes again. */
  public Recompute recompute() {
    return layers.recompute();
  }

  /** Over which layers full recomputation goes, and how many at a time. */
  public RecomputeSpan recomputeSpan() {
    return layers.recomputeSpan();
  }

  /** Whether activations wait in host memory for the backward pass. */
  public boolean activationOffload() {
    return layers.activationOffload();
  }

  /** Layers of each chunk whose activations wait in host memory; empty: all. */
  public OptionalInt offloadLayers() {
    return layers.offloadLayers();
  }

  /** Whether the activations of a layer wait in host memory, by its place in the chunk. */
  public boolean offloads(int layer) {
    return layers.offloads(layer);
  }

  /** What data-parallel ranks share out. */
  public Sharding sharding() {
    return replicas.sharding();
  }

  /** Ranks that share it out; empty: all of a data-parallel group. */
  public OptionalInt shardingGroup() {
    return replicas.shardingGroup();
  }

  /** Ranks that average gradients of the dense weights: data and context together. */
  public int gradientGroup() {
    return strategy.data() * strategy.context();
  }

  /** Ranks over which weights, gradients or optimizer state are shared out. */
  public int shardingGroupSize() {
    return shardingGroup().orElse(gradientGroup());
  }

  /** Micro-batches per iteration on each data-parallel rank. */
  public int microBatches(int globalBatch) {
    return globalBatch / (strategy.data() * microBatch());
  }
}
