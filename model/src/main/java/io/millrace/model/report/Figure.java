package io.millrace.model.report;

/**
 * A predicted number with the range in which four of five outcomes should lie.
 *
 * @param value the prediction
 * @param low the lower end
 * @param high the upper end
 * @param unit the unit of all three
 */
public record Figure(double value, double low, double high, String unit) {

  /** Checks the order. */
  public Figure {
    if (!(low <= value && value <= high)) {
      throw new IllegalArgumentException(
          "a figure must lie in its range: " + low + ", " + value + ", " + high);
    }
  }

  /** A number whose range is not known. */
  public static Figure exact(double value, String unit) {
    return new Figure(value, value, value, unit);
  }

  /** What a constant divided by this gives, with the ends of the range exchanged. */
  public Figure inverse(double numerator, String otherUnit) {
    return new Figure(numerator / value, numerator / high, numerator / low, otherUnit);
  }

  /** This times a constant. */
  public Figure times(double factor, String otherUnit) {
    return new Figure(value * factor, low * factor, high * factor, otherUnit);
  }
}
