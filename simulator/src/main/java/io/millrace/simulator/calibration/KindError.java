package io.millrace.simulator.calibration;

import java.util.List;

/**
 * How well one kind of kernels is predicted.
 *
 * @param kind what they are
 * @param rows that were fitted
 * @param heldOut that were not
 * @param before errors of the rows held out with the parameters as they were
 * @param after the same with those that were fitted
 * @param fitted errors of the rows that were fitted
 */
public record KindError(
    String kind, int rows, int heldOut, Quantiles before, Quantiles after, Quantiles fitted) {

  /**
   * Quantiles of absolute relative errors.
   *
   * @param median the middle one
   * @param ninth the ninth of ten
   */
  public record Quantiles(double median, double ninth) {

    static Quantiles of(List<Double> errors) {
      if (errors.isEmpty()) {
        return new Quantiles(Double.NaN, Double.NaN);
      }
      List<Double> sorted = errors.stream().map(Math::abs).sorted().toList();
      int last = sorted.size() - 1;
      return new Quantiles(sorted.get(last / 2), sorted.get((int) Math.round(0.9 * last)));
    }
  }
}
