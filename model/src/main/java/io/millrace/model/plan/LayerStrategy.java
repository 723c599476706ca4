package io.millrace.model.plan;

import java.util.OptionalInt;

/**
 * How a rank works through its layers: all that a pass of one layer depends on, besides the
 * parallel degrees.
 *
 * @param microBatch sequences per micro-batch on a data-parallel rank
 * @param sequenceParallel whether tensor-parallel ranks also share the sequence between the matrix
 *     products (2205.05198, section 4.2.2)
 * @param asyncTensorParallel whether tensor-parallel collectives are split and overlapped with the
 *     matrix products beside them
 * @param contextExchange how ranks that share a sequence compute attention over all of it
 * @param recompute what the backward pass computes again
 * @param recomputeSpan over which layers full recomputation goes, and how many at a time
 * @param activationOffload whether activations wait in host memory for the backward pass
 * @param offloadLayers layers of each chunk, from its first, whose activations wait in host memory;
 *     empty: all
 */
public record LayerStrategy(
    int microBatch,
    boolean sequenceParallel,
    boolean asyncTensorParallel,
    ContextExchange contextExchange,
    Recompute recompute,
    RecomputeSpan recomputeSpan,
    boolean activationOffload,
    OptionalInt offloadLayers) {

  /** Checks that what is given goes together. */
  public LayerStrategy {
    if (microBatch < 1) {
      throw new IllegalArgumentException("microBatch must be positive: " + microBatch);
    }
    if (recompute != Recompute.FULL && !recomputeSpan.equals(RecomputeSpan.EACH_LAYER)) {
      throw new IllegalArgumentException(
          "%s goes with full recomputation, not with %s".formatted(recomputeSpan, recompute.key()));
    }
    if (!activationOffload && offloadLayers.isPresent()) {
      throw new IllegalArgumentException(
          "offloadLayers is %d without activationOffload".formatted(offloadLayers.getAsInt()));
    }
  }

  /** Nothing special: keeps all activations, exchanges where it must. */
  public static LayerStrategy of(int microBatch, boolean sequenceParallel, Recompute recompute) {
    return new LayerStrategy(
        microBatch,
        sequenceParallel,
        false,
        ContextExchange.RING,
        recompute,
        RecomputeSpan.EACH_LAYER,
        false,
        OptionalInt.empty());
  }

  /** The same computing other things again. */
  public LayerStrategy with(Recompute other, RecomputeSpan span) {
    return new LayerStrategy(
        microBatch,
        sequenceParallel,
        asyncTensorParallel,
        contextExchange,
        other,
        span,
        activationOffload,
        offloadLayers);
  }

  /** The same with all activations on the device. */
  public LayerStrategy withoutOffload() {
    return new LayerStrategy(
        microBatch,
        sequenceParallel,
        asyncTensorParallel,
        contextExchange,
        recompute,
        recomputeSpan,
        false,
        OptionalInt.empty());
  }

  /** Whether the activations of a layer wait in host memory, by its place in the chunk. */
  public boolean offloads(int layer) {
    return activationOffload && layer < offloadLayers.orElse(Integer.MAX_VALUE);
  }
}
