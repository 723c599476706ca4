package io.millrace.model.quantity;

/**
 * Data per time, one direction.
 *
 * @param bytesPerSecond the magnitude, finite and not negative
 */
public record Bandwidth(double bytesPerSecond) implements Quantity, Comparable<Bandwidth> {

  /** Checks the magnitude. */
  public Bandwidth {
    if (!(bytesPerSecond >= 0 && bytesPerSecond < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "bytesPerSecond must be finite and not negative: " + bytesPerSecond);
    }
  }

  /**
   * Reads a text such as {@code "900 GB/s"}.
   *
   * @throws QuantityFormatException if it is none
   */
  public static Bandwidth parse(String text) {
    return new Bandwidth(Dimension.BANDWIDTH.parse(text));
  }

  @Override
  public Dimension dimension() {
    return Dimension.BANDWIDTH;
  }

  @Override
  public double inBaseUnit() {
    return bytesPerSecond;
  }

  @Override
  public int compareTo(Bandwidth other) {
    return Double.compare(bytesPerSecond, other.bytesPerSecond);
  }

  @Override
  public String toString() {
    return Dimension.BANDWIDTH.print(bytesPerSecond, "B/s", "kB/s", "MB/s", "GB/s", "TB/s", "PB/s");
  }
}
