package io.millrace.model.quantity;

/**
 * What one device costs while it is held, in US dollars per hour.
 *
 * @param dollarsPerHour the magnitude, finite and not negative
 */
public record HourlyPrice(double dollarsPerHour) implements Quantity, Comparable<HourlyPrice> {

  /** Checks the magnitude. */
  public HourlyPrice {
    if (!(dollarsPerHour >= 0 && dollarsPerHour < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "dollarsPerHour must be finite and not negative: " + dollarsPerHour);
    }
  }

  /**
   * Reads a text such as {@code "2.5 USD/h"}.
   *
   * @throws QuantityFormatException if it is none
   */
  public static HourlyPrice parse(String text) {
    return new HourlyPrice(Dimension.HOURLY_PRICE.parse(text));
  }

  @Override
  public Dimension dimension() {
    return Dimension.HOURLY_PRICE;
  }

  @Override
  public double inBaseUnit() {
    return dollarsPerHour;
  }

  @Override
  public int compareTo(HourlyPrice other) {
    return Double.compare(dollarsPerHour, other.dollarsPerHour);
  }

  @Override
  public String toString() {
    return Dimension.HOURLY_PRICE.print(dollarsPerHour, "USD/h");
  }
}
