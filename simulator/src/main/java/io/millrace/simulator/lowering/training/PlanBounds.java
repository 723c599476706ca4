package io.millrace.simulator.lowering.training;

/**
 * Seconds below which no plan gets with some passes, from the same passes with nothing beside their
 * kernels and from what travels there: the passes as they are take long to simulate.
 *
 * <p>What runs beside kernels only takes from them, so each pass takes no less than its kernels
 * alone. Where these wait for the host that is true of all passes of a micro-batch together, and of
 * each without its waiting: a host that is ahead spares passes their gaps in proportion, and in
 * some of them it may be copies that are waited for instead. With exchanges beside the passes
 * nothing is said of kernels then: each takes a launch, and what waits for the host instead of an
 * exchange may be spared.
 *
 * <p>An instance serves one thread.
 */
final class PlanBounds {
  /** By how much passes that are put together may differ from those that are simulated. */
  private static final double PUT_TOGETHER = 5e-3;

  /** Share of passes for which they may wait for the host without being noticed. */
  private static final double LATE = 5e-3;

  private final Prepared prepared;
  private final StageEvaluation evaluation;
  private final LoadedClock clocks;
  private final PassHeads heads = new PassHeads();

  /** Whether the passes that were taken wait for the host, and others differ from them. */
  private boolean late;

  PlanBounds(Prepared prepared, StageEvaluation evaluation, LoadedClock clocks) {
    this.prepared = prepared;
    this.evaluation = evaluation;
    this.clocks = clocks;
  }

  /**
   * Seconds of an iteration.
   *
   * @param atMost seconds of the plans that are of interest
   */
  double leastSeconds(PlanLayout layout, PassCosts passes, double atMost) {
    double least = at(0, layout, passes, atMost);
    if (least > atMost) {
      return least;
    }
    double clock = prepared.clocks().varies() ? clocks.fastest(layout, passes, atMost) : 1;
    if (clock < 1) {
      double position = prepared.clocks().position(clock);
      least = Math.max(least, at(position, layout, passes, Double.POSITIVE_INFINITY));
    }
    if (least > atMost) {
      return least;
    }
    evaluation.begin(layout, passes);
    return Math.max(least, evaluation.bound(layout, passes) + prepared.least().afterwards());
  }

  /** At a position between the clocks. */
  private double at(double position, PlanLayout layout, PassCosts passes, double atMost) {
    takeAlone(position, passes);
    double least = late ? load(layout, passes) : ofPasses(layout, passes);
    if (passes.atLeast == passes.chunks || least > atMost) {
      return least;
    }
    for (int shape = 0; shape < passes.chunks.length; shape++) {
      ChunkTimes times = evaluation.times(shape);
      if (late) {
        times.leaveOutHostGaps();
      }
      times.raise(passes.chunks[shape].besideKernels());
    }
    return Math.max(least, ofPasses(layout, passes));
  }

  /** Takes passes with nothing beside their kernels, at a position between the clocks. */
  void takeAlone(double position, PassCosts passes) {
    evaluation.take(passes.atLeast, position);
    late = false;
    if (passes.atLeast == passes.chunks) {
      return;
    }
    for (int shape = 0; shape < passes.atLeast.length; shape++) {
      ChunkTimes times = evaluation.times(shape);
      boolean waits = times.hostGaps() > LATE;
      late |= waits;
      times.scale(waits && passes.exchangesBeside ? 0 : 1 - PUT_TOGETHER);
    }
  }

  private double ofPasses(PlanLayout layout, PassCosts passes) {
    return prepared.least().of(layout, passes, evaluation, heads);
  }

  /** Of the stage whose passes take longest together. */
  private double load(PlanLayout layout, PassCosts passes) {
    double longest = 0;
    for (int kind = 0; kind < layout.classes(); kind++) {
      double sum = 0;
      for (int chunk = 0; chunk < layout.chunks(); chunk++) {
        sum += evaluation.times(layout.shape(kind, chunk)).seconds();
      }
      longest = Math.max(longest, sum);
    }
    return passes.microBatches() * longest + prepared.least().afterwards();
  }
}
