package io.millrace.simulator.lowering.training.closedform;

/** The most activations that a stage keeps, from the order of its passes alone. */
final class Peaks {

  private Peaks() {}

  /**
   * Of a stage that alternates after a warm-up: it keeps {@code warmUp + 1} passes' activations
   * whenever a backward pass runs. With several chunks, which passes these are moves on; the walk
   * over one group of micro-batches and what is kept before finds the most.
   */
  static long alternating(StageVector vector, int stage, int warmUp) {
    int first = stage * vector.chunks;
    if (isUniform(vector, first)) {
      long kept = vector.forwardTakes[first];
      return (warmUp + 1) * kept + Math.max(0, vector.backwardTakes[first]);
    }
    int group = vector.stages * vector.chunks;
    int passes = vector.microBatches * vector.chunks;
    int steps = Math.min(passes, warmUp + 2 * group);
    long held = 0;
    long peak = 0;
    for (int i = 0; i < steps + warmUp; i++) {
      if (i < passes) {
        held += vector.forwardTakes[first + i % group / vector.stages];
        peak = Math.max(peak, held);
      }
      int back = i - warmUp;
      if (back >= 0 && back < passes) {
        int place = first + vector.chunks - 1 - back % group / vector.stages;
        held += vector.backwardTakes[place];
        peak = Math.max(peak, held);
        held -= vector.backwardReturns[place];
      }
    }
    return peak;
  }

  /** Whether all chunks of a stage keep the same. */
  private static boolean isUniform(StageVector vector, int first) {
    for (int place = first + 1; place < first + vector.chunks; place++) {
      if (vector.forwardTakes[place] != vector.forwardTakes[first]
          || vector.backwardTakes[place] != vector.backwardTakes[first]) {
        return false;
      }
    }
    return true;
  }

  /** Of a stage that does all forward passes first. */
  static long all(StageVector vector, int stage) {
    long held = 0;
    long transients = 0;
    for (int place = stage * vector.chunks; place < (stage + 1) * vector.chunks; place++) {
      held += vector.microBatches * vector.forwardTakes[place];
    }
    // Chunks come back from the last one on, and each return makes room.
    long peak = held;
    for (int place = (stage + 1) * vector.chunks - 1; place >= stage * vector.chunks; place--) {
      transients = held + vector.backwardTakes[place];
      peak = Math.max(peak, transients);
      held -= vector.microBatches * (vector.backwardReturns[place] - vector.backwardTakes[place]);
    }
    return peak;
  }
}
