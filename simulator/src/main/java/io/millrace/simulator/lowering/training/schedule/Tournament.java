package io.millrace.simulator.lowering.training.schedule;

import java.util.Arrays;

/**
 * The first of the least of some numbers that change one by one: each pair plays, and the winner
 * moves up. A change plays again on its way up only, until it changes no winner.
 */
final class Tournament {
  private final int leaves;
  private final double[] least;

  /** So many numbers, all infinite. */
  Tournament(int numbers) {
    int size = 1;
    while (size < numbers) {
      size *= 2;
    }
    this.leaves = size;
    this.least = new double[2 * size];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
  }

  void set(int index, double number) {
    int at = leaves + index;
    least[at] = number;
    for (at /= 2; at > 0; at /= 2) {
      double winner = Math.min(least[2 * at], least[2 * at + 1]);
      if (winner == least[at]) {
        return;
      }
      least[at] = winner;
    }
  }

  /** The first of the least; negative if all are infinite. */
  int first() {
    if (least[1] == Double.POSITIVE_INFINITY) {
      return -1;
    }
    int at = 1;
    while (at < leaves) {
      at = least[2 * at] == least[at] ? 2 * at : 2 * at + 1;
    }
    return at - leaves;
  }

  double get(int index) {
    return least[leaves + index];
  }
}
