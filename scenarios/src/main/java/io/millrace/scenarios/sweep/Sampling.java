package io.millrace.scenarios.sweep;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/** How samples are spread. A point depends on its number alone, not on those before it. */
enum Sampling {
  /**
   * The low-discrepancy sequence of Sobol with the direction numbers of Joe and Kuo (Commons Math).
   */
  SOBOL("sobol") {
    @Override
    double[] shares(int axes, int points, int number, long seed) {
      // The first point of the sequence is the corner of all axes, which says little.
      return new SobolSequenceGenerator(axes).skipTo(Math.toIntExact(number + 1 + seed));
    }
  },
  /**
   * One point in each of equally many slices of every axis (McKay, Beckman and Conover 1979): each
   * axis has its own pairing of points and slices, and a point is anywhere in its slice.
   */
  LATIN_HYPERCUBE("latin-hypercube") {
    @Override
    double[] shares(int axes, int points, int number, long seed) {
      double[] shares = new double[axes];
      for (int axis = 0; axis < axes; axis++) {
        Shuffle slices = new Shuffle(points, seed * MOST_AXES + axis);
        RandomGenerator within = generator(seed * MOST_AXES + axis, number);
        shares[axis] = (slices.at(number) + within.nextDouble()) / points;
      }
      return shares;
    }
  };

  /** As many dimensions as the direction numbers of Commons Math reach. */
  static final int MOST_AXES = 1000;

  private static final String GENERATOR = "L64X128MixRandom";

  private final String key;

  Sampling(String key) {
    this.key = key;
  }

  /** The name in files. */
  String key() {
    return key;
  }

  /** Where a point lies on each axis: from 0 to 1, exclusive. */
  abstract double[] shares(int axes, int points, int number, long seed);

  private static RandomGenerator generator(long seed, int number) {
    return RandomGeneratorFactory.of(GENERATOR).create(seed * 0x9E3779B97F4A7C15L + number);
  }
}
