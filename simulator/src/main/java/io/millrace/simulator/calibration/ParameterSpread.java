package io.millrace.simulator.calibration;

import io.millrace.model.parameter.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * How far fitted parameters can be trusted. Thousands of rows would pin a parameter down to a
 * hundredth of a percent if the model were right; it is not, and rows err together. So a parameter
 * gets the spread that would explain the errors of the rows that it matters for, averaged over as
 * many as a model has.
 */
final class ParameterSpread {
  /** Rows whose time moves by less than this share of the parameter's move do not count. */
  private static final double MATTERS = 0.1;

  private static final double LEAST = 0.02;
  private static final double MOST = 0.4;

  /** Different kernels in a model, over which the errors of single rows average. */
  private static final double KERNELS = 6;

  /** Standard deviations of a normal distribution in its median absolute deviation. */
  private static final double NORMAL = 1.4826;

  private final KernelPrediction prediction;
  private final double[] position;

  ParameterSpread(KernelPrediction prediction, double[] position) {
    this.prediction = prediction;
    this.position = position;
  }

  /** Those that matter for some row. */
  List<Parameter> parameters() {
    double[] errors = prediction.logErrors(position);
    double[][] derivatives = prediction.derivatives(position);
    List<Parameter> fitted = prediction.at(position);
    List<Parameter> result = new ArrayList<>();
    for (int i = 0; i < fitted.size(); i++) {
      List<Double> explained = new ArrayList<>();
      for (int j = 0; j < errors.length; j++) {
        double slope = Math.abs(derivatives[j][i]);
        if (slope > MATTERS) {
          explained.add(Math.abs(errors[j]) / Math.max(slope, 0.5));
        }
      }
      if (!explained.isEmpty()) {
        result.add(fitted.get(i).withSpread(spread(explained)));
      }
    }
    return result;
  }

  private static double spread(List<Double> moves) {
    List<Double> sorted = moves.stream().sorted().toList();
    return Math.clamp(NORMAL * sorted.get(sorted.size() / 2) / Math.sqrt(KERNELS), LEAST, MOST);
  }
}
