package io.millrace.simulator.lowering.training.closedform;

/**
 * The time of GPipe (1811.06965): all micro-batches forward, then all backward. Either direction is
 * a flow shop with {@code p} machines and {@code m} equal jobs, whose makespan is one job's way
 * through all machines and {@code m - 1} times the slowest machine (Johnson, Optimal two- and
 * three-stage production schedules, 1954, for equal jobs); the second starts on the last stage when
 * the first has ended there:
 *
 * <pre>sum(f) + (m - 1) max(f) + sum(b) + (m - 1) max(b) + 2 (p - 1) c</pre>
 *
 * Where transfers block they are a part of their stage's passes.
 */
final class GPipeFormula {
  private final ExchangesAtEnds atEnds = new ExchangesAtEnds();
  private double[] up = new double[0];

  static boolean applies(StageVector vector) {
    return vector.chunks == 1;
  }

  /** Finds what the stages keep at their fullest. */
  static void peaks(StageVector vector, PipelineEnds ends) {
    for (int stage = 0; stage < vector.stages; stage++) {
      ends.peak[stage] = Peaks.all(vector, stage);
    }
  }

  /** Finds when the stages are done. */
  void run(StageVector vector, PipelineEnds ends) {
    int stages = vector.stages;
    ends.begin(stages);
    if (up.length < stages) {
      up = new double[stages];
    }
    atEnds.prepare(vector);
    double first = 0;
    double all = 0;
    for (int stage = 0; stage < stages; stage++) {
      Beside hop = vector.forwardHop[stage];
      double pass = vector.forward[stage] + besides(vector, hop);
      double lost = pass - vector.forward[stage];
      first = atEnds.firstForward(vector, stage, first) + (vector.blockingTransfers ? lost : 0);
      double own =
          first + (vector.microBatches - 1) * pass + atEnds.lostToGathers(vector, stage, first);
      all = Math.max(own, all + pass);
      double shared = atEnds.sharedWithGathers(vector, stage, hop, first);
      first += (vector.blockingTransfers ? 0 : vector.transferSeconds(hop)) + shared;
      all += lastTransfer(vector, hop);
    }
    double journey = 0;
    for (int stage = 0; stage < stages; stage++) {
      Beside hop = vector.backwardHop[stage];
      up[stage] =
          journey + lastTransfer(vector, hop) + atEnds.sharedWithReductions(vector, stage, hop);
      double pass = vector.backward[stage] + besides(vector, hop);
      journey = up[stage] + atEnds.lastBackward(vector, stage, pass);
    }
    double end = all + backward(vector);
    for (int stage = 0; stage < stages; stage++) {
      ends.passes[stage] = end - up[stage];
      ends.gradients[stage] = atEnds.summed(vector, stage, ends.passes[stage]);
    }
  }

  /** The last micro-batch's transfer, which runs beside no pass. */
  private static double lastTransfer(StageVector vector, Beside hop) {
    return vector.blockingTransfers ? 0 : hop.aloneSeconds();
  }

  /** What a pass loses to, or waits for, the transfer of the one before it. */
  private static double besides(StageVector vector, Beside hop) {
    if (vector.blockingTransfers) {
      return hop.aloneSeconds();
    }
    return vector.microBatches == 1 ? 0 : hop.lostSeconds();
  }

  /**
   * All backward passes from the last stage's first one on: down to some stage with earlier
   * micro-batches, then on with the last one, whose gradients leave.
   */
  private double backward(StageVector vector) {
    double earlier = 0;
    double slowest = 0;
    double last = 0;
    for (int stage = vector.stages - 1; stage >= 0; stage--) {
      Beside hop = vector.backwardHop[stage];
      double pass = vector.backward[stage] + besides(vector, hop);
      slowest = Math.max(slowest, pass);
      double turn = earlier + pass + Math.max(0, vector.microBatches - 2) * slowest;
      double before = vector.microBatches == 1 ? last : Math.max(last, turn);
      last =
          before
              + atEnds.lastBackward(vector, stage, pass)
              + lastTransfer(vector, hop)
              + atEnds.sharedWithReductions(vector, stage, hop);
      earlier += pass + (vector.blockingTransfers ? 0 : vector.transferSeconds(hop));
    }
    return last;
  }
}
