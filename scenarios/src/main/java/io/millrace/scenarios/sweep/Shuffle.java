package io.millrace.scenarios.sweep;

/**
 * A permutation that knows each number's place without those of the others: a Feistel network over
 * the next power of four, walked until it comes back among the numbers (Black and Rogaway 2002,
 * "Ciphers with arbitrary finite domains", cycle walking).
 */
final class Shuffle {
  private static final int ROUNDS = 4;

  private final int size;
  private final long seed;
  private final int halfBits;

  /** Of the numbers below a size. */
  Shuffle(int size, long seed) {
    this.size = size;
    this.seed = seed;
    this.halfBits = (33 - Integer.numberOfLeadingZeros(Math.max(1, size - 1))) / 2;
  }

  /** Where a number goes. */
  int at(int number) {
    long place = number;
    do {
      place = mixed(place);
    } while (place >= size);
    return (int) place;
  }

  private long mixed(long number) {
    long mask = (1L << halfBits) - 1;
    long left = number >>> halfBits;
    long right = number & mask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ (hash(right + ((long) round << 32)) & mask);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
  private long hash(long value) {
    long mixed = value + seed * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
