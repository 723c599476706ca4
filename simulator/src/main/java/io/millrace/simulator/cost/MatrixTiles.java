package io.millrace.simulator.cost;

import java.util.List;

/**
 * Tile and wave quantisation of matrix products: a library splits the result into tiles, gives each
 * multiprocessor one at a time and picks the tile shape that ends first. A product is therefore not
 * monotone in its size: one row more can start another wave.
 */
final class MatrixTiles {

  /** Rows and columns of a tile of the result. */
  record Shape(int rows, int columns) {}

  /** The shapes that libraries choose from, largest first. */
  static final List<Shape> SHAPES =
      List.of(new Shape(256, 128), new Shape(128, 128), new Shape(128, 64), new Shape(64, 64));

  private MatrixTiles() {}

  /**
   * Multiply-adds that the device could have done in the time of the product, at the efficiency of
   * the best shape.
   *
   * @param product the shape
   * @param ramp what starting a tile costs, in lengths of {@code k}
   */
  static double effectiveFlops(
      Operation.MatrixProduct product, KernelParameters parameters, double ramp) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < SHAPES.size(); i++) {
      Shape shape = SHAPES.get(i);
      double tiles =
          Math.ceil(product.m() / shape.rows())
              * Math.ceil(product.n() / shape.columns())
              * product.products();
      double filled = tiles / parameters.multiprocessors();
      double waves =
          parameters.waves() * Math.ceil(filled) + (1 - parameters.waves()) * Math.max(1, filled);
      double flops =
          waves
              * parameters.multiprocessors()
              * (2.0 * shape.rows() * shape.columns())
              * (product.k() + ramp)
              / parameters.tiles().get(i);
      least = Math.min(least, flops);
    }
    return least;
  }
}
