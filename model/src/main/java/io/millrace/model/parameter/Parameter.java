package io.millrace.model.parameter;

/**
 * A number that is known within a spread.
 *
 * @param path where it is written, such as {@code kernels.hopper.memory}
 * @param value the number, in its unit; positive
 * @param spread standard deviation of its logarithm: 0.05 where five percent are likely
 * @param unit such as {@code us}, or empty
 */
public record Parameter(String path, double value, double spread, String unit) {

  /** Checks the numbers. */
  public Parameter {
    if (!isPossible(value, 0)) {
      throw new IllegalArgumentException(path + " must be finite and positive: " + value);
    }
    if (!isPossible(value, spread)) {
      throw new IllegalArgumentException("the spread of " + path + " is " + spread);
    }
  }

  /** Whether a number has a logarithm, and a spread is one. */
  static boolean isPossible(double value, double spread) {
    return value > 0 && value < Double.POSITIVE_INFINITY && spread >= 0 && spread < 10;
  }

  /**
   * A plain number of at most one is a share of something, and so is what it is changed to: no
   * efficiency exceeds one.
   */
  private boolean isShare() {
    return unit.isEmpty() && value <= 1;
  }

  /** The same parameter with another value, in the same unit; shares stop at one. */
  public Parameter withValue(double other) {
    return new Parameter(path, isShare() ? Math.min(1, other) : other, spread, unit);
  }

  /** The same parameter, known better or worse. */
  public Parameter withSpread(double other) {
    return new Parameter(path, value, other, unit);
  }

  /** The same parameter, moved by a number of standard deviations of its logarithm. */
  public Parameter moved(double deviations) {
    return withValue(value * Math.exp(deviations * spread));
  }

  /** As files write it. */
  public String text() {
    String number = ParameterText.digits(value, 4) + (unit.isEmpty() ? "" : " " + unit);
    return number + " ± " + ParameterText.digits(100 * spread, 2) + " %";
  }
}
