package io.millrace.simulator.cost;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.quantity.Duration;
import java.util.List;
import java.util.Map;

/**
 * What kernels of one device generation reach, as shares of the device's peaks.
 *
 * @param generation the family, such as {@code hopper}
 * @param multiprocessors units over which tiles are spread, for wave quantisation
 * @param sustained clock under continuous load against that of a single timed kernel
 * @param kernelLatency time of a kernel in which no engine is busy
 * @param memory share of the peak bandwidth that long passes reach
 * @param waves how much of a partly filled last wave is lost, 0 to 1
 * @param tiles relative efficiency of each of {@link MatrixTiles#SHAPES}
 * @param matrix by bits of the operands
 * @param attention by kernel
 * @param matrixError standard deviation of the logarithm of matrix-product times
 * @param attentionError the same for attention
 * @param memoryError the same for memory-bound operations
 * @param source what the figures were fitted to
 */
record KernelParameters(
    String generation,
    int multiprocessors,
    double sustained,
    Duration kernelLatency,
    double memory,
    double waves,
    List<Double> tiles,
    Map<Integer, MatrixRate> matrix,
    Map<AttentionKernel, AttentionRate> attention,
    double matrixError,
    double attentionError,
    double memoryError,
    String source) {

  /**
   * Matrix products of one width of operands.
   *
   * @param efficiency share of the peak of a long product that fills all units
   * @param ramp length of {@code k} that costs as much as starting a tile
   */
  record MatrixRate(double efficiency, double ramp) {}

  /**
   * One attention kernel.
   *
   * @param forward share of the 16-bit peak
   * @param backward share of the 16-bit peak
   * @param startTokens keys that cost as much as starting a row of tiles
   */
  record AttentionRate(double forward, double backward, double startTokens) {}

  KernelParameters {
    if (tiles.size() != MatrixTiles.SHAPES.size()) {
      throw new IllegalArgumentException(
          "tiles of " + generation + " must be " + MatrixTiles.SHAPES.size() + ": " + tiles);
    }
    if (matrix.isEmpty() || attention.isEmpty()) {
      throw new IllegalArgumentException(generation + " needs matrix and attention rates");
    }
  }
}
