package io.millrace.model.quantity;

/**
 * Energy per time.
 *
 * @param watts the magnitude, finite and not negative
 */
public record Power(double watts) implements Quantity, Comparable<Power> {

  /** Checks the magnitude. */
  public Power {
    if (!(watts >= 0 && watts < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("watts must be finite and not negative: " + watts);
    }
  }

  /**
   * Reads a text such as {@code "700 W"}.
   *
   * @throws QuantityFormatException if it is none
   */
  public static Power parse(String text) {
    return new Power(Dimension.POWER.parse(text));
  }

  @Override
  public Dimension dimension() {
    return Dimension.POWER;
  }

  @Override
  public double inBaseUnit() {
    return watts;
  }

  @Override
  public int compareTo(Power other) {
    return Double.compare(watts, other.watts);
  }

  @Override
  public String toString() {
    return Dimension.POWER.print(watts, "W", "kW", "MW", "GW");
  }
}
