package io.millrace.simulator.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.exception.TooManyIterationsException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresProblem;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.ValueAndJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * Least squares of log errors by Levenberg and Marquardt, reweighted so that rows far off count
 * less, and each kind of kernels as much as the others, however many rows it has. Parameters that
 * rows tell little about stay near where they start.
 */
final class RobustFit {
  /** Errors beyond this count ever less. */
  private static final double SCALE = 0.1;

  /** Rows that each kind counts as, against one row for each parameter's start. */
  private static final double ROWS_OF_KIND = 300;

  /** The most rows of a kind that are used; evenly spread over the table. */
  private static final int MOST_ROWS = 800;

  /** Times a parameter's spread that counts as one error from its start. */
  private static final double LOOSE = 5;

  private static final int ROUNDS = 4;
  private static final int STEPS = 5;

  private final KernelPrediction prediction;
  private final double[] kindWeights;

  /** Fits a prediction to its kernels. */
  RobustFit(KernelPrediction prediction) {
    this.prediction = prediction;
    Map<String, Integer> counts = new TreeMap<>();
    prediction.kernels().forEach(it -> counts.merge(it.kind(), 1, Integer::sum));
    this.kindWeights =
        prediction.kernels().stream()
            .mapToDouble(it -> Math.min(1, ROWS_OF_KIND / counts.getOrDefault(it.kind(), 1)))
            .toArray();
  }

  /** At most so many kernels of each kind that a fit ends soon, evenly spread over the tables. */
  static List<MeasuredKernel> sample(List<MeasuredKernel> kernels) {
    Map<String, List<MeasuredKernel>> byKind = new TreeMap<>();
    kernels.forEach(it -> byKind.computeIfAbsent(it.kind(), kind -> new ArrayList<>()).add(it));
    List<MeasuredKernel> sample = new ArrayList<>();
    for (List<MeasuredKernel> own : byKind.values()) {
      int stride = (own.size() + MOST_ROWS - 1) / MOST_ROWS;
      for (int i = 0; i < own.size(); i += stride) {
        sample.add(own.get(i));
      }
    }
    return sample;
  }

  /** Where the errors are least. */
  double[] solve() {
    double[] position = prediction.origin();
    for (int round = 0; round < ROUNDS; round++) {
      position = minimum(position, weights(position));
    }
    return position;
  }

  private double[] weights(double[] position) {
    double[] errors = prediction.logErrors(position);
    double[] weights = new double[errors.length];
    for (int i = 0; i < weights.length; i++) {
      double relative = errors[i] / SCALE;
      weights[i] = Math.sqrt(kindWeights[i] / Math.sqrt(1 + relative * relative)) / SCALE;
    }
    return weights;
  }

  private double[] minimum(double[] from, double[] weights) {
    Model model = new Model(weights);
    LeastSquaresProblem problem =
        new LeastSquaresBuilder()
            .start(from)
            .model(model)
            .target(new double[weights.length + prediction.parameters().size()])
            .lazyEvaluation(true)
            .maxEvaluations(3 * STEPS)
            .maxIterations(STEPS)
            .build();
    try {
      return new LevenbergMarquardtOptimizer().optimize(problem).getPoint().toArray();
    } catch (TooManyIterationsException | TooManyEvaluationsException e) {
      return model.best;
    }
  }

  /** Weighted log errors of the kernels, then how far each parameter is from its start. */
  private final class Model implements ValueAndJacobianFunction {
    private final double[] weights;
    private double[] best = prediction.origin();
    private double least = Double.POSITIVE_INFINITY;

    Model(double[] weights) {
      this.weights = weights;
    }

    @Override
    public Pair<RealVector, RealMatrix> value(RealVector point) {
      double[] position = point.toArray();
      return new Pair<>(computeValue(position), computeJacobian(position));
    }

    @Override
    public RealVector computeValue(double[] position) {
      double[] errors = prediction.logErrors(position);
      int priors = prediction.parameters().size();
      double[] values = new double[errors.length + priors];
      for (int i = 0; i < errors.length; i++) {
        values[i] = weights[i] * errors[i];
      }
      for (int j = 0; j < priors; j++) {
        values[errors.length + j] = position[j] / loose(j);
      }
      RealVector vector = new ArrayRealVector(values, false);
      if (vector.getNorm() < least) {
        least = vector.getNorm();
        best = position.clone();
      }
      return vector;
    }

    @Override
    public RealMatrix computeJacobian(double[] position) {
      double[][] derivatives = prediction.derivatives(position);
      int priors = prediction.parameters().size();
      double[][] jacobian = new double[derivatives.length + priors][position.length];
      for (int i = 0; i < derivatives.length; i++) {
        for (int j = 0; j < position.length; j++) {
          jacobian[i][j] = weights[i] * derivatives[i][j];
        }
      }
      for (int j = 0; j < priors; j++) {
        jacobian[derivatives.length + j][j] = 1 / loose(j);
      }
      return new Array2DRowRealMatrix(jacobian, false);
    }

    private double loose(int parameter) {
      return LOOSE * prediction.parameters().get(parameter).spread();
    }
  }
}
