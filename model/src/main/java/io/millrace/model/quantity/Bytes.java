package io.millrace.model.quantity;

/**
 * An amount of storage.
 *
 * @param count whole bytes, not negative
 */
public record Bytes(long count) implements Quantity, Comparable<Bytes> {

  /** What a count of bytes cannot hold. */
  private static final double MOST = 0x1p63;

  /** Nothing. */
  public static final Bytes ZERO = new Bytes(0);

  /** Checks the amount. */
  public Bytes {
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative: " + count);
    }
  }

  /** Rounds a computed amount to whole bytes. */
  public static Bytes of(double bytes) {
    return new Bytes(Math.round(bytes));
  }

  /**
   * Reads a text such as {@code "80 GiB"}.
   *
   * @throws QuantityFormatException if it is none
   */
  public static Bytes parse(String text) {
    double bytes = Dimension.BYTES.parse(text);
    if (bytes >= MOST) {
      throw new QuantityFormatException("'" + text + "' is too large", "the most is 8 EB");
    }
    return of(bytes);
  }

  @Override
  public Dimension dimension() {
    return Dimension.BYTES;
  }

  @Override
  public double inBaseUnit() {
    return count;
  }

  /** The sum of two amounts. */
  public Bytes plus(Bytes other) {
    return new Bytes(Math.addExact(count, other.count));
  }

  /** The amount in GiB. */
  public double gibibytes() {
    return count / (double) (1L << 30);
  }

  @Override
  public int compareTo(Bytes other) {
    return Long.compare(count, other.count);
  }

  @Override
  public String toString() {
    return Dimension.BYTES.print(count, "B", "KiB", "MiB", "GiB", "TiB");
  }
}
