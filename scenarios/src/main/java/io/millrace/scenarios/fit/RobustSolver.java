package io.millrace.scenarios.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The most likely positions of parameters given linearized runs: each parameter normally
 * distributed around its prior, each log error by Student's distribution, whose long tails let a
 * run that contradicts its neighbours count little. Solved by iteratively reweighted least squares
 * (Lange, Little and Taylor 1989, "Robust statistical modeling using the t distribution").
 */
final class RobustSolver {
  /**
   * Scale of the log errors: what repeats of one layout in different releases of a framework differ
   * by (5.5 % in the median over the published runs that were measured with several).
   */
  private static final double SCALE = 0.05;

  /** Degrees of freedom of the tails. */
  private static final double FREEDOM = 2;

  private static final int MOST_ITERATIONS = 100;
  private static final double CLOSE = 1e-9;

  private final Linearization lines;
  private final int[] runs;
  private final int size;
  private final double[] highest;

  /** The log errors of the runs at the priors. */
  private final double[] atPriors;

  /** Uses some of the runs. */
  RobustSolver(Linearization lines, Predicate<MeasuredRun> used) {
    this.lines = lines;
    this.runs =
        IntStream.range(0, lines.runs().size())
            .filter(run -> used.test(lines.runs().get(run)))
            .toArray();
    this.size = lines.priors().size();
    this.highest = lines.priors().stream().mapToDouble(Positions::highest).toArray();
    double[] priors = new double[size];
    this.atPriors = IntStream.of(runs).mapToDouble(run -> lines.logError(run, priors)).toArray();
  }

  /** What the runs tell. */
  Posterior solve() {
    double[] positions = lines.point();
    double change = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST_ITERATIONS && change > CLOSE; i++) {
      double[] next = leastSquares(weights(positions));
      change = 0;
      for (int j = 0; j < size; j++) {
        change = Math.max(change, Math.abs(next[j] - positions[j]));
      }
      positions = next;
    }
    RealMatrix information = information(weights(positions));
    return new Posterior(
        lines, positions, new CholeskyDecomposition(information).getSolver().getInverse());
  }

  /** The less a run agrees, the less it weighs. */
  private double[] weights(double[] positions) {
    return IntStream.of(runs)
        .mapToDouble(
            run -> {
              double relative = lines.logError(run, positions) / SCALE;
              return (FREEDOM + 1) / (FREEDOM + relative * relative) / (SCALE * SCALE);
            })
        .toArray();
  }

  /** The weighted solution; a parameter that would go beyond its end is held there. */
  private double[] leastSquares(double[] weights) {
    RealMatrix left = information(weights);
    double[] right = new double[size];
    for (int k = 0; k < runs.length; k++) {
      for (int i = 0; i < size; i++) {
        right[i] -= weights[k] * atPriors[k] * lines.derivative(runs[k], i);
      }
    }
    List<Integer> held = new ArrayList<>();
    while (true) {
      double[] solution =
          new CholeskyDecomposition(left)
              .getSolver()
              .solve(new ArrayRealVector(right, false))
              .toArray();
      List<Integer> beyond =
          IntStream.range(0, size)
              .filter(i -> !held.contains(i) && solution[i] > highest[i])
              .boxed()
              .toList();
      if (beyond.isEmpty()) {
        return solution;
      }
      beyond.forEach(i -> hold(i, left, right));
      held.addAll(beyond);
    }
  }

  /** Replaces a parameter's equation by that it is at its end. */
  private void hold(int parameter, RealMatrix left, double[] right) {
    for (int i = 0; i < size; i++) {
      right[i] -= left.getEntry(i, parameter) * highest[parameter];
      left.setEntry(i, parameter, 0);
      left.setEntry(parameter, i, 0);
    }
    left.setEntry(parameter, parameter, 1);
    right[parameter] = highest[parameter];
  }

  /** Inverse of the positions' covariance: one from each prior, and what the runs add. */
  private RealMatrix information(double[] weights) {
    double[][] sum = new double[size][size];
    for (int i = 0; i < size; i++) {
      sum[i][i] = 1;
    }
    for (int k = 0; k < runs.length; k++) {
      for (int i = 0; i < size; i++) {
        double weighted = weights[k] * lines.derivative(runs[k], i);
        for (int j = 0; weighted != 0 && j <= i; j++) {
          sum[i][j] += weighted * lines.derivative(runs[k], j);
        }
      }
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        sum[j][i] = sum[i][j];
      }
    }
    return new Array2DRowRealMatrix(sum, false);
  }
}
