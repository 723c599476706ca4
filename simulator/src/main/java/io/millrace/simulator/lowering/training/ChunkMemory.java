package io.millrace.simulator.lowering.training;

/**
 * Bytes that the passes of a chunk take when they start and return when they end.
 *
 * @param forwardTakes kept from the forward to the backward pass
 * @param backwardTakes what the backward pass, or the part of it that others wait for, adds
 * @param backwardReturns free after it
 * @param weightReturns free after the pass for gradients of weights, where that is one of its own
 * @param offloaded what waits in host memory from the forward to the backward pass
 */
record ChunkMemory(
    long forwardTakes,
    long backwardTakes,
    long backwardReturns,
    long weightReturns,
    long offloaded) {

  static ChunkMemory of(TrainingContext context, ChunkWork work) {
    long kept = Math.round(work.keptBytes());
    long transientBytes = Math.round(work.transientBytes());
    long offloaded = Math.round(work.hostBytes());
    if (!context.splitsBackward()) {
      return new ChunkMemory(kept, transientBytes, kept + transientBytes, 0, offloaded);
    }
    // Input gradients leave only what the weight gradients read.
    long deferred = Math.round(work.deferredBytes());
    long more = Math.max(transientBytes, deferred - kept);
    return new ChunkMemory(kept, more, kept + more - deferred, deferred, offloaded);
  }
}
