package io.millrace.model.quantity;

/**
 * Floating-point operations per second; a multiply-add counts as two.
 *
 * @param flopsPerSecond the magnitude, finite and not negative
 */
public record FlopRate(double flopsPerSecond) implements Quantity, Comparable<FlopRate> {

  /** Checks the magnitude. */
  public FlopRate {
    if (!(flopsPerSecond >= 0 && flopsPerSecond < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "flopsPerSecond must be finite and not negative: " + flopsPerSecond);
    }
  }

  /**
   * Reads a text such as {@code "989 TFLOP/s"}.
   *
   * @throws QuantityFormatException if it is none
   */
  public static FlopRate parse(String text) {
    return new FlopRate(Dimension.FLOP_RATE.parse(text));
  }

  @Override
  public Dimension dimension() {
    return Dimension.FLOP_RATE;
  }

  @Override
  public double inBaseUnit() {
    return flopsPerSecond;
  }

  @Override
  public int compareTo(FlopRate other) {
    return Double.compare(flopsPerSecond, other.flopsPerSecond);
  }

  @Override
  public String toString() {
    return Dimension.FLOP_RATE.print(
        flopsPerSecond, "FLOP/s", "kFLOP/s", "MFLOP/s", "GFLOP/s", "TFLOP/s", "PFLOP/s", "EFLOP/s");
  }
}
