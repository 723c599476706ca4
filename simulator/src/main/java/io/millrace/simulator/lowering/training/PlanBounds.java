package io.millrace.simulator.lowering.training;

/**
 * Seconds below which no plan gets with some passes, from the same passes with nothing beside their
 * kernels and from what travels there: the passes as they are take long to simulate.
 *
 * <p>What runs beside kernels only takes from them, so each pass takes no less than its kernels
 * alone. Where kernels wait for the host, a host that is ahead spares the passes of a micro-batch
 * some of that waiting, to each in proportion ({@link HostAhead}), and in some passes it may be
 * copies that are waited for instead. Then all passes of a micro-batch together take no less than
 * alone, and each of them no less than alone without its waiting. With exchanges beside passes that
 * wait for the host their kernels bound nothing: each exchange takes the host a launch more, and
 * what waits for the host instead of an exchange may be spared. What travels still does.
 *
 * <p>An instance serves one thread.
 */
final class PlanBounds {
  /**
   * Share by which passes may be shorter than their kernels alone because both are put together
   * from passes of fewer layers ({@link SimulatedPasses} has limits of this size). That it is
   * enough is not proven: no drawn plan has shown otherwise ({@code PlanBoundsProperties}).
   */
  private static final double PUT_TOGETHER = 5e-3;

  /**
   * Share of passes that may be waiting for the host and count as put together nevertheless: a host
   * that is ahead spares no more than all of that waiting, which {@link #PUT_TOGETHER} makes up
   * for.
   */
  private static final double LATE = 5e-3;

  private final Prepared prepared;
  private final StageEvaluation evaluation;
  private final LoadedClock clocks;
  private final PassHeads heads = new PassHeads();

  /** Whether passes were taken that wait for the host, so that those as they are may not. */
  private boolean late;

  PlanBounds(Prepared prepared, StageEvaluation evaluation, LoadedClock clocks) {
    this.prepared = prepared;
    this.evaluation = evaluation;
    this.clocks = clocks;
  }

  /**
   * Seconds of an iteration, whatever replicas do.
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
