package io.millrace.scenarios.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The most likely positions of parameters given linearized runs: each parameter normally
 * distributed around its prior, each log error by Student's distribution, whose long tails let a
 * run that contradicts its neighbours count little. Solved by iteratively reweighted least squares
 * (Lange, Little and Taylor 1989, Robust statistical modeling using the t distribution).
 *
 * <p>Runs of one family share an error of their own, as they share a machine, a release and a way
 * to measure. It is estimated with the parameters and then forgotten: no prediction has it. So many
 * runs of one family do not count as that many witnesses.
 */
final class RobustSolver {
  /** Scale of the log errors: what repeats of one layout in different releases differ by. */
  private static final double SCALE = Double.parseDouble(System.getProperty("x.scale", "0.035"));

  /** Standard deviation of what the runs of a family share. */
  private static final double FAMILY = Double.parseDouble(System.getProperty("x.family", "0.05"));

  /** Degrees of freedom of the tails. */
  private static final double FREEDOM = Double.parseDouble(System.getProperty("x.freedom", "2"));

  private static final int MOST_ITERATIONS = 60;
  private static final double CLOSE = 1e-6;

  private final Linearization lines;
  private final int[] runs;
  private final List<String> families;
  private final int parameters;

  /** The runs' rows: the derivatives, then the share in each family's error. */
  private final double[][] rows;

  private final double[] highest;

  /** Uses some of the runs. */
  RobustSolver(Linearization lines, Predicate<MeasuredRun> used) {
    this.lines = lines;
    this.runs =
        IntStream.range(0, lines.runs().size())
            .filter(run -> used.test(lines.runs().get(run)))
            .toArray();
    this.families =
        IntStream.of(runs).mapToObj(run -> lines.runs().get(run).family()).distinct().toList();
    this.parameters = lines.priors().size();
    this.rows = IntStream.of(runs).mapToObj(this::row).toArray(double[][]::new);
    this.highest = lines.priors().stream().mapToDouble(Positions::highest).toArray();
  }

  private double[] row(int run) {
    double[] row = new double[parameters + families.size()];
    for (int i = 0; i < parameters; i++) {
      row[i] = lines.derivative(run, i);
    }
    row[parameters + families.indexOf(lines.runs().get(run).family())] = FAMILY;
    return row;
  }

  /** What the runs tell. */
  Posterior solve() {
    double[] atPriors = new double[runs.length];
    for (int i = 0; i < runs.length; i++) {
      atPriors[i] = lines.logError(runs[i], new double[parameters]);
    }
    double[] unknowns = new double[parameters + families.size()];
    System.arraycopy(lines.point(), 0, unknowns, 0, parameters);
    double change = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST_ITERATIONS && change > CLOSE; i++) {
      double[] next = step(unknowns, atPriors);
      change = 0;
      for (int j = 0; j < next.length; j++) {
        change = Math.max(change, Math.abs(next[j] - unknowns[j]));
      }
      unknowns = next;
    }
    RealMatrix covariance =
        new CholeskyDecomposition(normalMatrix(weights(unknowns, atPriors)))
            .getSolver()
            .getInverse();
    double[] positions = java.util.Arrays.copyOf(unknowns, parameters);
    return new Posterior(lines, positions, covariance);
  }

  /** Weighted least squares; a parameter that would go beyond its end stays there. */
  private double[] step(double[] unknowns, double[] atPriors) {
    double[] weights = weights(unknowns, atPriors);
    RealMatrix normal = normalMatrix(weights);
    double[] right = new double[unknowns.length];
    for (int run = 0; run < rows.length; run++) {
      for (int i = 0; i < right.length; i++) {
        right[i] -= weights[run] * atPriors[run] * rows[run][i];
      }
    }
    List<Integer> held = new ArrayList<>();
    while (true) {
      double[] solution =
          new CholeskyDecomposition(normal)
              .getSolver()
              .solve(new org.apache.commons.math3.linear.ArrayRealVector(right, false))
              .toArray();
      List<Integer> beyond =
          IntStream.range(0, parameters)
              .filter(i -> !held.contains(i) && solution[i] > highest[i])
              .boxed()
              .toList();
      if (beyond.isEmpty()) {
        return solution;
      }
      beyond.forEach(i -> hold(i, normal, right));
      held.addAll(beyond);
    }
  }

  /** Replaces the equation of a parameter by that it is at its end. */
  private void hold(int parameter, RealMatrix normal, double[] right) {
    for (int i = 0; i < right.length; i++) {
      right[i] -= normal.getEntry(i, parameter) * highest[parameter];
      normal.setEntry(i, parameter, 0);
      normal.setEntry(parameter, i, 0);
    }
    normal.setEntry(parameter, parameter, 1);
    right[parameter] = highest[parameter];
  }

  /** Inverse of the covariance, in spreads: of the priors and of what the runs add. */
  private RealMatrix normalMatrix(double[] weights) {
    int size = parameters + families.size();
    double[][] sum = new double[size][size];
    for (int i = 0; i < size; i++) {
      sum[i][i] = 1;
    }
    for (int run = 0; run < rows.length; run++) {
      double[] row = rows[run];
      for (int i = 0; i < size; i++) {
        for (int j = 0; row[i] != 0 && j <= i; j++) {
          sum[i][j] += weights[run] * row[i] * row[j];
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

  private double[] weights(double[] unknowns, double[] atPriors) {
    double[] weights = new double[rows.length];
    for (int run = 0; run < rows.length; run++) {
      double error = atPriors[run];
      for (int i = 0; i < unknowns.length; i++) {
        error += rows[run][i] * unknowns[i];
      }
      double relative = error / SCALE;
      weights[run] = (FREEDOM + 1) / (FREEDOM + relative * relative) / (SCALE * SCALE);
    }
    return weights;
  }
}
