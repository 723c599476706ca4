package io.millrace.planner.space;

import java.util.stream.IntStream;

/** Divisors of whole numbers, the small ones first. */
final class Divisors {

  private Divisors() {}

  /** The divisors of a number that are at most another. */
  static int[] of(int number, int most) {
    return IntStream.rangeClosed(1, Math.min(number, most))
        .filter(it -> number % it == 0)
        .toArray();
  }

  /** The powers of two from one to a number. */
  static int[] powersOfTwo(int most) {
    return IntStream.iterate(1, it -> it <= most, it -> it * 2).toArray();
  }
}
