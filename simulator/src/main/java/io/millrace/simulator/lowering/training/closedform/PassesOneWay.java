package io.millrace.simulator.lowering.training.closedform;

/**
 * The passes of one direction, forward or backward, as a stage does them: micro-batches in groups
 * of as many as there are stages, each group chunk after chunk (2104.04473, section 2.2). Chunks
 * count from the first that a stage does forward; the sums over its first forward passes are at the
 * same time those over its last backward passes, whose chunks come in that order from the end.
 *
 * <p>An instance is a workspace for one thread.
 */
final class PassesOneWay {
  private final boolean forward;
  private StageVector vector = new StageVector();
  private int stages;
  private int chunks;
  private Beside[] hops = new Beside[0];

  /** Passes with what they lose to, or wait for, the stage's own transfers. */
  private double[] seconds = new double[0];

  /** Passes of one micro-batch in the chunks of a stage before each, and of all. */
  private double[] before = new double[0];

  PassesOneWay(boolean forward) {
    this.forward = forward;
  }

  void prepare(StageVector vector) {
    this.vector = vector;
    this.stages = vector.stages;
    this.chunks = vector.chunks;
    this.hops = forward ? vector.forwardHop : vector.backwardHop;
    int places = stages * chunks;
    if (seconds.length < places) {
      seconds = new double[places];
      before = new double[2 * places];
    }
    double[] alone = forward ? vector.forward : vector.backward;
    Beside[] opposite = forward ? vector.backwardHop : vector.forwardHop;
    for (int place = 0; place < places; place++) {
      double lost =
          vector.blockingTransfers ? hops[place].aloneSeconds() : opposite[place].lostSeconds();
      seconds[place] = alone[place] + lost;
    }
    for (int stage = 0; stage < stages; stage++) {
      int first = stage * (chunks + 1);
      before[first] = 0;
      for (int chunk = 0; chunk < chunks; chunk++) {
        before[first + chunk + 1] = before[first + chunk] + seconds[stage * chunks + chunk];
      }
    }
  }

  /** A pass of a place, {@code stage * chunks + chunk}. */
  double seconds(int place) {
    return seconds[place];
  }

  /** Passes of one micro-batch in all chunks of a stage. */
  double allChunks(int stage) {
    return before[stage * (chunks + 1) + chunks];
  }

  /** Some of a stage's passes, from the first chunk on. */
  double fromFirstChunk(int stage, int passes) {
    int groups = passes / (stages * chunks);
    int left = passes % (stages * chunks);
    int chunk = left / stages;
    double rest = left % stages == 0 ? 0 : left % stages * seconds[stage * chunks + chunk];
    return stages * (groups * allChunks(stage) + before[stage * (chunks + 1) + chunk]) + rest;
  }

  /** Some of a stage's passes, from the last chunk on. */
  double fromLastChunk(int stage, int passes) {
    double sum = passes / (stages * chunks) * (double) stages * allChunks(stage);
    int left = passes % (stages * chunks);
    for (int chunk = chunks - 1; left > 0; chunk--) {
      sum += Math.min(left, stages) * seconds[stage * chunks + chunk];
      left -= stages;
    }
    return sum;
  }

  /** The stage before one that takes longest, or itself if none is slower. */
  int slowestBefore(int stage) {
    int slowest = stage;
    for (int other = stage - 1; other >= 0; other--) {
      slowest = allChunks(other) > allChunks(slowest) ? other : slowest;
    }
    return slowest;
  }

  /** The way between two stages in one chunk, with the pass of the later one. */
  double between(int from, int to, int chunk) {
    double sum = 0;
    for (int stage = from + 1; stage <= to; stage++) {
      sum += seconds[stage * chunks + chunk] + hopAfter(stage - 1, chunk);
    }
    return sum;
  }

  /** The transfer between a stage and the one after it, whichever of them sends. */
  double hopAfter(int stage, int chunk) {
    return hop((forward ? stage : stage + 1) * chunks + chunk);
  }

  /** The transfer between the last stage's first chunk and the first stage's second one. */
  double hopToNextChunk() {
    return hop(forward ? (stages - 1) * chunks : 1);
  }

  /** The transfer that a stage does not wait for; where it blocks it is a part of the pass. */
  double hop(int place) {
    return vector.blockingTransfers ? 0 : vector.transferSeconds(hops[place]);
  }
}
