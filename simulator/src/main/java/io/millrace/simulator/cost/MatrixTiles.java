package io.millrace.simulator.cost;

import io.millrace.simulator.cost.KernelParameters.MatrixRate;
import java.util.List;

/**
 * Tile and wave quantisation of matrix products: a library splits the result into tiles, gives each
 * multiprocessor one at a time and picks the shape that ends first. Where a result has too few
 * tiles, as gradients of small weights over many tokens have, it also splits the sums. A product's
 * rate is therefore not monotone in its size: one row more can start another wave.
 *
 * <p>A tile of {@code r x c} reads {@code r + c} operands for {@code r c} multiply-adds; below the
 * edge {@code r c / (r + c)} that the caches can feed, its rate falls in proportion.
 *
 * @param parameters of the generation
 * @param rate of the operands
 * @param flopsPerSecond of one multiprocessor at the efficiency of the largest tiles
 * @param cacheRate bytes per second at which parts of split sums are written and added up
 */
record MatrixTiles(
    KernelParameters parameters, MatrixRate rate, double flopsPerSecond, double cacheRate) {

  /** Rows and columns of a tile of the result. */
  record Shape(int rows, int columns) {

    /** Multiply-adds for each operand read. */
    double edge() {
      return (double) rows * columns / (rows + columns);
    }

    /**
     * Seconds that one multiprocessor multiplies.
     *
     * @param feed as of a {@link MatrixRate}
     * @param flopsPerSecond of the multiprocessor at the efficiency of the largest tiles
     */
    double seconds(double length, double feed, double flopsPerSecond) {
      double steps = Math.ceil(length / STEP) * STEP;
      double hungry = Math.max(1, feed / edge()) / Math.max(1, feed / LARGEST.edge());
      return 2.0 * rows * columns * steps * hungry / flopsPerSecond;
    }
  }

  /** The shapes that libraries choose from, largest first. */
  static final List<Shape> SHAPES =
      List.of(
          new Shape(256, 128),
          new Shape(128, 256),
          new Shape(128, 128),
          new Shape(128, 64),
          new Shape(64, 128),
          new Shape(64, 64),
          new Shape(64, 32),
          new Shape(32, 64),
          new Shape(16, 128),
          new Shape(16, 64));

  private static final Shape LARGEST = SHAPES.getFirst();

  /** The most parts that sums are split into. */
  private static final int MOST_SPLITS = 32;

  /** Parts of split sums are kept in 32 bits. */
  private static final double PART_BYTES = 4;

  /** Sums are padded to what one step of a tile's loop multiplies. */
  private static final int STEP = 64;

  /**
   * Seconds that the engines need.
   *
   * @param m rows of each result
   * @param n columns
   * @param k length of the sums
   * @param products independent of each other
   */
  double seconds(double m, double n, double k, double products) {
    if (rate.fixedTiles()) {
      return byRule(m, n, k, products);
    }
    double least = Double.POSITIVE_INFINITY;
    for (Shape shape : SHAPES) {
      double tiles = tiles(shape, m, n) * products;
      for (int splits = 1; splits <= MOST_SPLITS; splits *= 2) {
        double parts = splits == 1 ? 0 : 2 * PART_BYTES * splits * m * n * products / cacheRate;
        least = Math.min(least, seconds(shape, tiles, k, splits) + parts);
      }
    }
    return least;
  }

  /** Seconds for groups that end in a partly filled tile of rows each. */
  double groupedSeconds(double rows, double groups, double n, double k) {
    double least = Double.POSITIVE_INFINITY;
    for (Shape shape : SHAPES) {
      double rowTiles = Math.max(Math.min(rows, groups), rows / shape.rows() + groups / 2);
      double tiles = rowTiles * Math.ceil(n / shape.columns());
      least = Math.min(least, seconds(shape, tiles, k, 1));
    }
    return least;
  }

  /**
   * What libraries that do not search take: CUTLASS's scaled products in vLLM go by the rows alone,
   * with pairs of tiles that share the columns they read (csrc/quantization/w8a8/cutlass).
   */
  private double byRule(double m, double n, double k, double products) {
    Shape shape = new Shape(m <= 64 ? 64 : 128, m <= 128 ? 64 : 128);
    double pair = m > 128 ? 2.0 * shape.rows() : shape.rows();
    double rows = Math.ceil(m / pair) * pair;
    return seconds(shape, tiles(shape, rows, n) * products, k, 1);
  }

  private static double tiles(Shape shape, double m, double n) {
    return Math.ceil(m / shape.rows()) * Math.ceil(n / shape.columns());
  }

  private double seconds(Shape shape, double tiles, double k, int splits) {
    double each = shape.seconds(k / splits, rate.feed(), flopsPerSecond) + rate.startSeconds();
    double split = splits == 1 ? 0 : parameters.matrix().splitSeconds();
    return waves(tiles * splits) * each + split;
  }

  private double waves(double tiles) {
    double filled = tiles / parameters.multiprocessors();
    double lost = parameters.matrix().waves();
    return lost * Math.ceil(filled) + (1 - lost) * Math.max(1, filled);
  }
}
