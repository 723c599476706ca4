package io.millrace.scenarios.fit;

import java.util.function.IntPredicate;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The most likely positions of parameters given linearized runs: each parameter normally
 * distributed around its prior, each log error by Student's distribution, whose long tails let a
 * run that contradicts its neighbours count little (iteratively reweighted least squares).
 */
final class RobustSolver {
  /** Scale of the log errors: what repeats of one layout in different releases differ by. */
  static final double SCALE = 0.035;

  /** Degrees of freedom of the tails. */
  private static final double FREEDOM = 2;

  private static final int ITERATIONS = 60;

  private final Linearization lines;
  private final IntPredicate used;

  /** Uses some of the runs. */
  RobustSolver(Linearization lines, IntPredicate used) {
    this.lines = lines;
    this.used = used;
  }

  /** Positions in spreads from the priors. */
  double[] positions() {
    double[] positions = lines.point().clone();
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      positions = step(positions);
    }
    return positions;
  }

  private double[] step(double[] positions) {
    int parameters = positions.length;
    RealMatrix normal = information(positions);
    RealVector right = new ArrayRealVector(parameters);
    double[] zero = new double[parameters];
    for (int run = 0; run < lines.runs().size(); run++) {
      if (used.test(run)) {
        double weight = weight(run, positions);
        double atPriors = lines.logError(run, zero);
        double[] row = lines.derivatives()[run];
        for (int i = 0; i < parameters; i++) {
          right.addToEntry(i, -weight * atPriors * row[i]);
        }
      }
    }
    return new CholeskyDecomposition(normal).getSolver().solve(right).toArray();
  }

  /** Inverse of the parameters' covariance, in spreads. */
  RealMatrix information(double[] positions) {
    int parameters = positions.length;
    double[][] sum = new double[parameters][parameters];
    for (int i = 0; i < parameters; i++) {
      sum[i][i] = 1;
    }
    for (int run = 0; run < lines.runs().size(); run++) {
      if (used.test(run)) {
        double weight = weight(run, positions);
        double[] row = lines.derivatives()[run];
        for (int i = 0; i < parameters; i++) {
          for (int j = 0; row[i] != 0 && j <= i; j++) {
            sum[i][j] += weight * row[i] * row[j];
          }
        }
      }
    }
    for (int i = 0; i < parameters; i++) {
      for (int j = 0; j < i; j++) {
        sum[j][i] = sum[i][j];
      }
    }
    return new Array2DRowRealMatrix(sum, false);
  }

  private double weight(int run, double[] positions) {
    double relative = lines.logError(run, positions) / SCALE;
    return (FREEDOM + 1) / (FREEDOM + relative * relative) / (SCALE * SCALE);
  }
}
