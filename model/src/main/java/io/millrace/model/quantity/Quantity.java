package io.millrace.model.quantity;

/** A number with a unit. All implementations are value records that order by magnitude. */
public sealed interface Quantity
    permits Bytes, Bandwidth, FlopRate, Duration, Power, Energy, HourlyPrice {

  /** The kind of quantity, which decides the units it can be written in. */
  Dimension dimension();

  /** The magnitude in the base unit of {@link #dimension()}. */
  double inBaseUnit();

  /** A text that reads as exactly this magnitude, in a unit that keeps it short. */
  default String exact() {
    return dimension().printExactly(inBaseUnit());
  }
}
