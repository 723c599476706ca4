package io.millrace.simulator.lowering.training;

/**
 * When the passes of a stage can start at the earliest (heads), what comes after them at least
 * (tails), and what an iteration takes at least by both, for stages with one chunk or two.
 *
 * <p>A stage does one pass after the other. So for any set of them an iteration takes no less than
 * the least head of the set, all its passes, and its least tail (Carlier, The one-machine
 * sequencing problem, 1982, proposition 1). Heads and tails follow one micro-batch and add up
 * transfers as well: a forward pass comes after those of the virtual stages before it, a backward
 * pass after all forward passes and the backward passes of the virtual stages after it, a pass for
 * weight gradients after that of its input. After a forward or backward pass come all that follow
 * it in this row, and last the weight gradients of the first virtual stage; nothing has to follow
 * on weight gradients. With {@code m} micro-batches each kind of pass counts {@code m} times. Given
 * a least head and a least tail, the set of all passes that have no less of both is the longest.
 *
 * <p>An instance is a workspace for one thread.
 */
final class PassHeads {
  private static final int KINDS = 3;
  private static final int MOST_CHUNKS = 2;

  private double[] forward = new double[0];
  private double[] backward = new double[0];
  private final double[] head = new double[KINDS * MOST_CHUNKS];
  private final double[] tail = new double[KINDS * MOST_CHUNKS];
  private final double[] seconds = new double[KINDS * MOST_CHUNKS];

  /** Whether a layout has few enough chunks on each stage. */
  static boolean fits(PlanLayout layout) {
    return layout.chunks() <= MOST_CHUNKS;
  }

  /** Seconds from the first forward pass to the last pass at least. */
  double least(PlanLayout layout, PassCosts passes, StageEvaluation evaluation) {
    sum(layout, passes, evaluation);
    double longest = 0;
    for (int stage = 0; stage < layout.stages(); stage++) {
      longest = Math.max(longest, least(layout, stage, passes.microBatches(), evaluation));
    }
    return longest;
  }

  /**
   * Adds up forward and backward passes of the virtual stages before each, with the transfers that
   * these send: forward to the next one, backward to the one before.
   */
  private void sum(PlanLayout layout, PassCosts passes, StageEvaluation evaluation) {
    int virtualStages = layout.stages() * layout.chunks();
    if (forward.length <= virtualStages) {
      forward = new double[virtualStages + 1];
      backward = new double[virtualStages + 1];
    }
    for (int i = 0; i < virtualStages; i++) {
      int place = layout.place(i);
      ChunkTimes times = evaluation.times(layout.shapeOf[place]);
      forward[i + 1] = forward[i] + times.seconds(0) + seconds(passes, layout.forwardHop[place]);
      backward[i + 1] = backward[i] + times.seconds(1) + seconds(passes, layout.backwardHop[place]);
    }
  }

  /** Of a transfer, where there is one. */
  private static double seconds(PassCosts passes, int hop) {
    return hop < 0 ? 0 : passes.hops[hop].aloneSeconds();
  }

  private double least(PlanLayout layout, int stage, int microBatches, StageEvaluation evaluation) {
    int virtualStages = layout.stages() * layout.chunks();
    double there = forward[virtualStages];
    double back = backward[virtualStages];
    double closing = evaluation.times(layout.shapeOf[0]).seconds(2);
    int passes = KINDS * layout.chunks();
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      int number = layout.virtualStage(stage, chunk);
      ChunkTimes times = evaluation.times(layout.shapeOf[stage * layout.chunks() + chunk]);
      int first = KINDS * chunk;
      head[first] = forward[number];
      tail[first] = there - forward[number] - times.seconds(0) + back + closing;
      head[first + 1] = there + back - backward[number + 1];
      tail[first + 1] = there + back - head[first + 1] - times.seconds(1) + closing;
      head[first + 2] = head[first + 1] + times.seconds(1);
      tail[first + 2] = 0;
      for (int kind = 0; kind < KINDS; kind++) {
        seconds[first + kind] = microBatches * times.seconds(kind);
      }
    }
    double longest = 0;
    for (int one = 0; one < passes; one++) {
      for (int other = 0; other < passes; other++) {
        longest =
            Math.max(longest, head[one] + between(head[one], tail[other], passes) + tail[other]);
      }
    }
    return longest;
  }

  /** Seconds of all passes with no less before and after them; no bound if they take nothing. */
  private double between(double leastHead, double leastTail, int passes) {
    double sum = 0;
    for (int i = 0; i < passes; i++) {
      if (head[i] >= leastHead && tail[i] >= leastTail) {
        sum += seconds[i];
      }
    }
    return sum == 0 ? Double.NEGATIVE_INFINITY : sum;
  }
}
