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
      long most = Math.min(warmUp + 1, (long) vector.microBatches * vector.chunks);
      return most * kept + Math.max(0, vector.backwardTakes[first]);
    }
    return walked(vector, first, warmUp);
  }

  /**
   * With chunks that keep different amounts. Passes of one chunk come in runs of as many as there
   * are stages; while neither the forward nor the backward one changes, what is kept rises or falls
   * steadily, so it is highest where a run begins or ends. After the warm-up the pattern repeats
   * with every group.
   */
  private static long walked(StageVector vector, int first, int warmUp) {
    int stages = vector.stages;
    int passes = vector.microBatches * vector.chunks;
    int steps = Math.min(passes, warmUp + 2 * stages * vector.chunks) + warmUp;
    long held = 0;
    long peak = 0;
    for (int i = 0; i < steps; ) {
      int back = i - warmUp;
      int run = stages - i % stages;
      run = back < 0 ? Math.min(run, -back) : Math.min(run, stages - back % stages);
      run = i < passes ? Math.min(run, passes - i) : run;
      run = back < passes ? Math.min(run, passes - back) : run;
      long takes = i < passes ? vector.forwardTakes[place(vector, first, i, true)] : 0;
      long most = held + takes;
      long each = takes;
      if (back >= 0 && back < passes) {
        int place = place(vector, first, back, false);
        most += Math.max(0, vector.backwardTakes[place]);
        each += vector.backwardTakes[place] - vector.backwardReturns[place];
      }
      peak = Math.max(peak, most + Math.max(0, (run - 1) * each));
      held += run * each;
      i += run;
    }
    return peak;
  }

  /** The chunk of a stage's pass of one direction. */
  private static int place(StageVector vector, int first, int pass, boolean forward) {
    int chunk = pass % (vector.stages * vector.chunks) / vector.stages;
    return first + (forward ? chunk : vector.chunks - 1 - chunk);
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
    for (int place = stage * vector.chunks; place < (stage + 1) * vector.chunks; place++) {
      held += vector.microBatches * vector.forwardTakes[place];
    }
    // Chunks come back from the last one on, and each return makes room.
    long peak = held;
    for (int place = (stage + 1) * vector.chunks - 1; place >= stage * vector.chunks; place--) {
      peak = Math.max(peak, held + vector.backwardTakes[place]);
      held -= vector.microBatches * (vector.backwardReturns[place] - vector.backwardTakes[place]);
    }
    return peak;
  }

  /** Of all stages, in an order whose passes return what they take before it repeats. */
  static void inOrder(PassOrder order, StageVector vector, PipelineEnds ends) {
    long[] held = new long[vector.stages];
    for (int i = 0; i < order.passes; i++) {
      int place = order.place[i];
      int stage = order.stage[i];
      switch (order.kind[i]) {
        case PassOrder.FORWARD -> held[stage] += vector.forwardTakes[place];
        case PassOrder.BACKWARD -> held[stage] += vector.backwardTakes[place];
        default -> {}
      }
      ends.peak[stage] = Math.max(ends.peak[stage], held[stage]);
      switch (order.kind[i]) {
        case PassOrder.BACKWARD -> held[stage] -= vector.backwardReturns[place];
        case PassOrder.WEIGHT -> held[stage] -= vector.weightReturns[place];
        default -> {}
      }
    }
  }
}
