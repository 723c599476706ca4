package io.millrace.scenarios.fit;

import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.range.Range;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.RealMatrix;

/** What is known of parameters once some runs are measured. */
public final class Posterior {
  /** A run informs a parameter whose spread moves its time by more than a part of a thousand. */
  private static final double INFORMS = 1e-3;

  private final Linearization lines;
  private final double[] positions;
  private final RealMatrix covariance;

  /**
   * Takes a solution.
   *
   * @param covariance of the positions, in its first rows and columns
   */
  Posterior(Linearization lines, double[] positions, RealMatrix covariance) {
    this.lines = lines;
    this.positions = positions.clone();
    this.covariance = covariance;
  }

  double[] positions() {
    return positions.clone();
  }

  /** Every parameter that some run could depend on, in the order of the files that give them. */
  public List<FittedParameter> parameters() {
    return IntStream.range(0, positions.length).mapToObj(this::parameter).toList();
  }

  private FittedParameter parameter(int index) {
    Parameter prior = lines.priors().get(index);
    double left = Math.sqrt(covariance.getEntry(index, index));
    Parameter fitted = prior.moved(positions[index]).withSpread(prior.spread() * left);
    return new FittedParameter(prior, fitted, lines.runsMoved(index, INFORMS));
  }

  /** At their fitted values those that the runs tell about; the others stay at their priors. */
  public List<Parameter> informed() {
    return parameters().stream()
        .filter(FittedParameter::informed)
        .map(FittedParameter::fitted)
        .toList();
  }

  /**
   * The range of a case's time that is left, with how the errors of parameters go together: of two
   * that runs tell only the sum of, each is uncertain, and the sum is not.
   *
   * @param source the case of a run of the fit, used or left out
   * @param structuralError standard deviation that no parameter explains
   */
  public Range range(MeasuredCase source, double structuralError) {
    int index = lines.index(source);
    double variance = structuralError * structuralError;
    for (int i = 0; i < positions.length; i++) {
      for (int j = 0; j < positions.length; j++) {
        variance +=
            lines.derivative(index, i) * covariance.getEntry(i, j) * lines.derivative(index, j);
      }
    }
    return Range.logNormal(variance, List.of());
  }
}
