package io.millrace.scenarios.fit;

import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.parameter.Parameter;
import java.util.List;

/**
 * How the predictions of some runs answer to parameters, to first order around one point.
 * Parameters are measured by their positions: spreads from their priors.
 */
final class Linearization {
  private final List<MeasuredRun> runs;
  private final List<Parameter> priors;
  private final double[] point;
  private final double[] logErrors;
  private final double[][] derivatives;

  /**
   * Takes what is known.
   *
   * @param runs the runs
   * @param priors the parameters that any of them depends on
   * @param point the position of each parameter
   * @param logErrors of each run at that point: logarithm of predicted over measured
   * @param derivatives of each run's logarithm by each parameter's position
   */
  Linearization(
      List<MeasuredRun> runs,
      List<Parameter> priors,
      double[] point,
      double[] logErrors,
      double[][] derivatives) {
    this.runs = List.copyOf(runs);
    this.priors = List.copyOf(priors);
    this.point = point.clone();
    this.logErrors = logErrors.clone();
    this.derivatives = derivatives.clone();
  }

  List<MeasuredRun> runs() {
    return runs;
  }

  /** Which run is of a case. */
  int index(MeasuredCase source) {
    for (int run = 0; run < runs.size(); run++) {
      if (runs.get(run).source() == source) {
        return run;
      }
    }
    throw new IllegalArgumentException(source.id() + " is no run of this fit");
  }

  List<Parameter> priors() {
    return priors;
  }

  /** The positions where the predictions were made. */
  double[] point() {
    return point.clone();
  }

  /** What one spread of a parameter adds to the logarithm of a run's time. */
  double derivative(int run, int parameter) {
    return derivatives[run][parameter];
  }

  /** The log error of a run at any positions. */
  double logError(int run, double[] positions) {
    double error = logErrors[run];
    for (int i = 0; i < point.length; i++) {
      error += derivatives[run][i] * (positions[i] - point[i]);
    }
    return error;
  }

  /** How many runs' times a parameter moves by more than a part, for one spread. */
  int runsMoved(int parameter, double part) {
    int moved = 0;
    for (double[] row : derivatives) {
      moved += Math.abs(row[parameter]) > part ? 1 : 0;
    }
    return moved;
  }
}
