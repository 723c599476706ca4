package io.millrace.simulator.lowering.training.closedform;

/**
 * Whether all that a recurrence goes on from came as much later than a repetition before: then it
 * does so with every repetition to come, and these need not be walked along.
 *
 * <p>A pass starts with the latest of some times and ends some time after that, which depends on
 * the differences to others alone: on how much longer something lasts that runs beside it. So if
 * all these times are shifted by the same, so are all that follow from them (Baccelli, Cohen,
 * Olsder and Quadrat, Synchronization and Linearity, 1992, theorem 3.109, shows that such a state
 * is reached where nothing runs beside passes). Times that are over on a stage hold nobody up and
 * need not shift. Rounding apart, that is exact.
 *
 * <p>An instance is a workspace for one thread.
 */
final class SteadyState {
  /** In units of the last place of times; each sum rounds by half of one. */
  static final double ROUNDING = 8;

  private double[] free = new double[0];
  private double[] sends = new double[0];
  private double[] returns = new double[0];
  private double later;

  /** Takes note of when stages are free, and done with what they send, before a repetition. */
  void note(int stages, double[] free, double[] sends, double[] returns) {
    if (this.free.length < stages) {
      this.free = new double[stages];
      this.sends = new double[stages];
      this.returns = new double[stages];
    }
    System.arraycopy(free, 0, this.free, 0, stages);
    System.arraycopy(sends, 0, this.sends, 0, stages);
    System.arraycopy(returns, 0, this.returns, 0, stages);
  }

  /** Whether something was over on all stages before the repetition. */
  boolean isOver(int stages, double[] until) {
    for (int stage = 0; stage < stages; stage++) {
      if (until[stage] > free[stage]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether all of that, and what passes wait for, came as much later with the repetition.
   *
   * @param arrival of the results of passes
   */
  boolean isReached(
      PassOrder order,
      double[] arrival,
      int stages,
      double[] free,
      double[] sends,
      double[] returns) {
    later = free[0] - this.free[0];
    for (int stage = 0; stage < stages; stage++) {
      if (!isLater(this.free[stage], free[stage])
          || !isLaterOrOver(this.sends[stage], sends[stage], stage)
          || !isLaterOrOver(this.returns[stage], returns[stage], stage)) {
        return false;
      }
    }
    for (int i = 0; i < order.taken.length; i++) {
      if (!isLater(arrival[order.taken[i]], arrival[order.from[i]])) {
        return false;
      }
    }
    return true;
  }

  private boolean isLaterOrOver(double before, double after, int stage) {
    return (after == before && before <= free[stage]) || isLater(before, after);
  }

  private boolean isLater(double before, double after) {
    return Math.abs(after - before - later) <= ROUNDING * Math.ulp(after);
  }

  /** How much later everything came. */
  double later() {
    return later;
  }

  /** Shifts times. */
  static void shift(double[] times, int count, double seconds) {
    for (int i = 0; i < count; i++) {
      times[i] += seconds;
    }
  }
}
