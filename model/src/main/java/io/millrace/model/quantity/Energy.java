package io.millrace.model.quantity;

/**
 * Energy.
 *
 * @param joules the magnitude, finite and not negative
 */
public record Energy(double joules) implements Quantity, Comparable<Energy> {

  /** Checks the magnitude. */
  public Energy {
    if (!(joules >= 0 && joules < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("joules must be finite and not negative: " + joules);
    }
  }

  /**
   * Reads a text such as {@code "3.6 MJ"}.
   *
   * @throws QuantityFormatException if it is none
   */
  public static Energy parse(String text) {
    return new Energy(Dimension.ENERGY.parse(text));
  }

  @Override
  public Dimension dimension() {
    return Dimension.ENERGY;
  }

  @Override
  public double inBaseUnit() {
    return joules;
  }

  @Override
  public int compareTo(Energy other) {
    return Double.compare(joules, other.joules);
  }

  @Override
  public String toString() {
    return Dimension.ENERGY.print(joules, "J", "kJ", "MJ", "GJ");
  }
}
