package io.millrace.model.layout;

import java.util.Arrays;

/**
 * A row of layers cut into as many pieces as there are stages: the largest piece as small as
 * possible, and the squares of all as small as that allows.
 */
final class EvenSplit {
  private static final double ROUNDING = 1 + 1e-9;

  private final double[] upTo;
  private final int stages;
  private final int layers;

  /** Least sum of squares of the work of layers from one on, by stage and layer. */
  private final double[][] least;

  private final int[][] count;

  /**
   * Prepares a split.
   *
   * @param upTo work of the layers before each, and at the end of all
   */
  EvenSplit(double[] upTo, int stages) {
    this.upTo = upTo;
    this.stages = stages;
    this.layers = upTo.length - 1;
    this.least = new double[stages + 1][layers + 1];
    this.count = new int[stages][layers + 1];
  }

  /** Layers of each stage. */
  int[] counts() {
    double bound = smallestMaximum() * ROUNDING;
    Arrays.fill(least[stages], Double.POSITIVE_INFINITY);
    least[stages][layers] = 0;
    for (int stage = stages - 1; stage >= 0; stage--) {
      for (int from = 0; from <= layers; from++) {
        choose(stage, from, bound);
      }
    }
    int[] counts = new int[stages];
    int next = 0;
    for (int stage = 0; stage < stages; stage++) {
      counts[stage] = count[stage][next];
      next += counts[stage];
    }
    return counts;
  }

  private void choose(int stage, int from, double bound) {
    double best = Double.POSITIVE_INFINITY;
    for (int to = from; to <= layers && (to == from || work(from, to) <= bound); to++) {
      double work = work(from, to);
      double sum = work * work + least[stage + 1][to];
      if (sum < best / ROUNDING) {
        best = sum;
        count[stage][from] = to - from;
      }
    }
    least[stage][from] = best;
  }

  private double work(int from, int to) {
    return upTo[to] - upTo[from];
  }

  /** The largest piece where each stage takes as much as it can, by bisection. */
  private double smallestMaximum() {
    double low = upTo[layers] / stages;
    double high = upTo[layers];
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (fits(middle * ROUNDING)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private boolean fits(double bound) {
    int next = 0;
    for (int stage = 0; stage < stages; stage++) {
      int to = next;
      while (to < layers && work(next, to + 1) <= bound) {
        to++;
      }
      next = to;
    }
    return next == layers;
  }
}
