package io.millrace.scenarios.fit;

import io.millrace.simulator.cost.Calibration;
import java.util.List;
import java.util.function.IntConsumer;

/** Fits parameters to measured runs in rounds, each linearized around what the last one found. */
public final class TrainingFit {
  private final Linearizer linearizer;

  /**
   * Prepares a fit.
   *
   * @param start has the priors
   * @param runs all of which can be predicted
   */
  public TrainingFit(Calibration start, List<MeasuredRun> runs) {
    this.linearizer = new Linearizer(start, runs);
  }

  /** How many steps a fit reports. */
  public int steps(int rounds) {
    return rounds * linearizer.runs().size();
  }

  /**
   * Fits.
   *
   * @param rounds at least one
   * @param progress gets the number of steps done
   */
  public Solved run(int rounds, IntConsumer progress) {
    double[] at = new double[linearizer.priors().size()];
    for (int round = 0; ; round++) {
      int before = steps(round);
      Linearization lines = linearizer.at(at, done -> progress.accept(before + done));
      if (round + 1 >= rounds) {
        return new Solved(lines);
      }
      at = new RobustSolver(lines, run -> true).solve().positions();
    }
  }

  /** A fit, which can be solved again without some of the runs at no cost of simulation. */
  public static final class Solved {
    private final Linearization lines;

    Solved(Linearization lines) {
      this.lines = lines;
    }

    /** What all runs tell. */
    public Posterior posterior() {
      return new RobustSolver(lines, run -> true).solve();
    }

    /** What the runs of all families but one tell. */
    public Posterior without(String family) {
      return new RobustSolver(lines, run -> !run.family().equals(family)).solve();
    }
  }
}
