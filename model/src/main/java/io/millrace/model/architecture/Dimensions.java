package io.millrace.model.architecture;

/** Checks of widths and counts that compact constructors share. */
final class Dimensions {
  /** Wider than any published model by a factor of forty, and small enough that products fit. */
  static final int LARGEST = 1 << 20;

  private Dimensions() {}

  static void positive(String what, int value) {
    if (value < 1 || value > LARGEST) {
      throw new IllegalArgumentException(what + " must be between 1 and " + LARGEST + ": " + value);
    }
  }

  static void notNegative(String what, int value) {
    if (value < 0 || value > LARGEST) {
      throw new IllegalArgumentException(what + " must be between 0 and " + LARGEST + ": " + value);
    }
  }
}
