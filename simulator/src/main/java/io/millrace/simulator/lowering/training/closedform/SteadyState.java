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
  private double[] links = new double[0];
  private double later;

  /** Takes note of when stages and links are free before a repetition. */
  void note(PipelineClocks clocks) {
    int stages = clocks.stages;
    if (free.length < stages) {
      free = new double[stages];
      links = new double[2 * stages];
    }
    System.arraycopy(clocks.free, 0, free, 0, stages);
    System.arraycopy(clocks.links, 0, links, 0, 2 * stages);
  }

  /** Whether all of that, and what passes wait for, came as much later with the repetition. */
  boolean isReached(PassOrder order, PipelineClocks clocks) {
    int stages = clocks.stages;
    later = clocks.free[0] - free[0];
    for (int stage = 0; stage < stages; stage++) {
      if (!isLater(free[stage], clocks.free[stage])) {
        return false;
      }
    }
    for (int link = 0; link < 2 * stages; link++) {
      double until = clocks.links[link];
      boolean over = until == links[link] && until <= clocks.free[link % stages];
      if (!over && !isLater(links[link], until)) {
        return false;
      }
    }
    for (int i = 0; i < order.taken.length; i++) {
      if (!isLater(clocks.arrival[order.taken[i]], clocks.arrival[order.from[i]])) {
        return false;
      }
    }
    return true;
  }

  private boolean isLater(double before, double after) {
    return Math.abs(after - before - later) <= ROUNDING * Math.ulp(after);
  }

  /** By how many seconds everything came later. */
  double later() {
    return later;
  }
}
