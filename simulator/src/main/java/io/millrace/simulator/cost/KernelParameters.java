package io.millrace.simulator.cost;

import io.millrace.model.framework.AttentionKernel;
import java.util.Map;

/**
 * What kernels of one device generation reach. Rates are shares of the device's peaks, so that they
 * can be carried over to a relative with other peaks.
 *
 * @param generation the family, such as {@code hopper}
 * @param multiprocessors units over which tiles are spread
 * @param sustained rate of products that run all the time against that of a single timed one
 * @param kernelSeconds time of a kernel in which no engine is busy
 * @param memory share of the peak bandwidth that long passes reach
 * @param conversion what conversions that also write a transposed copy reach of that
 * @param scores what passes over attention scores in memory reach of it
 * @param rowSeconds what each row of a row-wise pass costs at least, over all units
 * @param matrix of matrix products
 * @param attention by kernel
 * @param decoding of attention with one query
 * @param experts by operands, of fused expert layers
 * @param source what the figures were fitted to
 */
record KernelParameters(
    String generation,
    int multiprocessors,
    double sustained,
    double kernelSeconds,
    double memory,
    double conversion,
    double scores,
    double rowSeconds,
    Matrix matrix,
    Map<AttentionKernel, AttentionRate> attention,
    Decoding decoding,
    Map<String, ExpertRate> experts,
    String source) {

  /**
   * Matrix products of all kinds of operands.
   *
   * @param memory share of the peak bandwidth at which operands stream
   * @param splitSeconds what splitting the sums costs
   * @param waves how much of a partly filled last wave is lost, 0 to 1
   * @param rates by operands: bits, and the scaling where it takes other kernels
   */
  record Matrix(double memory, double splitSeconds, double waves, Map<String, MatrixRate> rates) {}

  /**
   * Matrix products of one kind of operands.
   *
   * @param efficiency share of the peak of a long product of the largest tiles
   * @param startSeconds what starting and ending a tile costs a multiprocessor
   * @param feed edge of a square tile that the caches just feed at the full rate: rows times
   *     columns over their sum
   * @param fixedTiles whether the library goes by a rule instead of taking the best tile
   */
  record MatrixRate(double efficiency, double startSeconds, double feed, boolean fixedTiles) {}

  /**
   * One attention kernel.
   *
   * @param forward share of the 16-bit peak
   * @param backward share of the 16-bit peak
   * @param startSeconds what starting and ending a row of tiles costs a multiprocessor
   * @param transfer how much of the time to read and write the operands nothing hides
   * @param narrow rate of heads of 64 and fewer elements against that of 128
   * @param wide rate of heads of 192 and more elements against that of 128
   * @param dropout what is left of the rates where scores are dropped at random
   */
  record AttentionRate(
      double forward,
      double backward,
      double startSeconds,
      double transfer,
      double narrow,
      double wide,
      Dropout dropout) {

    /** Share of the peak. */
    double share(boolean backward, boolean drops) {
      double plain = backward ? this.backward : forward;
      double left = backward ? dropout.backward : dropout.forward;
      return drops ? plain * left : plain;
    }
  }

  /**
   * Random numbers take time that the products of attention do not hide.
   *
   * @param forward rate with dropout against the rate without
   * @param backward rate with dropout against the rate without
   */
  record Dropout(double forward, double backward) {}

  /**
   * Attention of one query of each sequence to its cache.
   *
   * @param memory share of the peak bandwidth that all units together reach
   * @param stream what one unit reaches, against its even share of the peak bandwidth
   * @param efficiency share of the 16-bit peak
   * @param startSeconds what each unit needs at least for a piece
   * @param combineSeconds what adding up pieces of one sequence costs
   * @param sequenceSeconds what each sequence adds
   * @param packSeconds what regrouping the queries of a group costs, where it takes kernels
   */
  record Decoding(
      double memory,
      double stream,
      double efficiency,
      double startSeconds,
      double combineSeconds,
      double sequenceSeconds,
      double packSeconds) {}

  /**
   * A fused expert layer.
   *
   * @param tiles the rule by which it picks its tiles
   * @param efficiency share of the peak that the largest tiles would reach
   * @param memory share of the peak bandwidth at which weights stream
   * @param wide what tiles of more than a few rows reach of that
   * @param reread what reading weights again for the next rows costs against the first time
   * @param startSeconds what starting and ending a tile costs a multiprocessor
   * @param feed as of a {@link MatrixRate}
   * @param unaligned how much longer products take between which lie rows of no whole vectors
   * @param latencySeconds of all its kernels
   * @param hiddenPasses how often a copy of a token is read or written
   * @param innerPasses how often what is between the products is
   * @param localRows share of the copies that is handled only where their expert is
   */
  record ExpertRate(
      ExpertTiles tiles,
      double efficiency,
      double memory,
      double wide,
      double reread,
      double startSeconds,
      double feed,
      double unaligned,
      double latencySeconds,
      double hiddenPasses,
      double innerPasses,
      double localRows) {}

  KernelParameters {
    if (matrix.rates().isEmpty() || attention.isEmpty()) {
      throw new IllegalArgumentException(generation + " needs matrix and attention rates");
    }
  }

  /** The same with another number of units. */
  KernelParameters withUnits(int units) {
    return new KernelParameters(
        generation,
        units,
        sustained,
        kernelSeconds,
        memory,
        conversion,
        scores,
        rowSeconds,
        matrix,
        attention,
        decoding,
        experts,
        source);
  }
}
