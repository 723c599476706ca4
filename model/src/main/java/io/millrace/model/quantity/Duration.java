package io.millrace.model.quantity;

/**
 * A length of time. Not {@link java.time.Duration}: that one cannot hold a picosecond.
 *
 * @param seconds the magnitude, finite and not negative
 */
public record Duration(double seconds) implements Quantity, Comparable<Duration> {

  /** Checks the magnitude. */
  public Duration {
    if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("seconds must be finite and not negative: " + seconds);
    }
  }

  /**
   * Reads a text such as {@code "5 us"}.
   *
   * @throws QuantityFormatException if it is none
   */
  public static Duration parse(String text) {
    return new Duration(Dimension.DURATION.parse(text));
  }

  @Override
  public Dimension dimension() {
    return Dimension.DURATION;
  }

  @Override
  public double inBaseUnit() {
    return seconds;
  }

  @Override
  public int compareTo(Duration other) {
    return Double.compare(seconds, other.seconds);
  }

  @Override
  public String toString() {
    return Dimension.DURATION.print(seconds, "ps", "ns", "us", "ms", "s");
  }
}
