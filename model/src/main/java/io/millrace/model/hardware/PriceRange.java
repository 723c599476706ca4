package io.millrace.model.hardware;

import io.millrace.model.quantity.HourlyPrice;

/**
 * What clouds ask for one device, from the cheapest to the dearest offer seen.
 *
 * @param low the cheapest
 * @param high the dearest; equal to {@code low} where one price is known
 */
public record PriceRange(HourlyPrice low, HourlyPrice high) {

  /** Checks the order. */
  public PriceRange {
    if (low.compareTo(high) > 0) {
      throw new IllegalArgumentException("low price " + low + " is above high price " + high);
    }
  }

  /** The middle of the range. */
  public HourlyPrice middle() {
    return new HourlyPrice((low.dollarsPerHour() + high.dollarsPerHour()) / 2);
  }
}
