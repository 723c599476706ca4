package io.millrace.simulator.cost;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.hardware.NumberFormat;

/** Something one device computes, described by its shape. */
public sealed interface Operation {

  /**
   * A matrix product {@code [m, k] x [k, n]}, or several of equal shape at once.
   *
   * @param m rows of the result, of each product
   * @param n columns of the result
   * @param k length of the sums
   * @param products how many, independent of each other
   * @param format what the matrix engines multiply
   * @param accumulatedBytes bytes per element of the result that are read and written instead of
   *     the usual two that are written, such as 4 where a gradient is added up in 32 bits; 0
   *     otherwise
   * @param scaling how operands of few bits are scaled; their conversion is a {@link Quantization}
   */
  record MatrixProduct(
      double m,
      double n,
      double k,
      double products,
      NumberFormat format,
      int accumulatedBytes,
      Scaling scaling)
      implements Operation {

    /** Products without scales, or of tensors with one scale each. */
    public MatrixProduct(
        double m, double n, double k, double products, NumberFormat format, int accumulatedBytes) {
      this(m, n, k, products, format, accumulatedBytes, Scaling.NONE);
    }

    /** One product. */
    public MatrixProduct(double m, double n, double k, NumberFormat format) {
      this(m, n, k, 1, format, 0);
    }

    /** Floating-point operations; a multiply-add counts as two. */
    public double flops() {
      return 2 * m * n * k * products;
    }
  }

  /**
   * Products of many groups of rows with a matrix each, in one kernel: what experts do with the
   * tokens that were sent to them. Every group ends in a partly filled tile.
   *
   * @param rows of all groups together
   * @param groups how many
   * @param n columns of each result
   * @param k length of the sums
   * @param format what the matrix engines multiply
   * @param accumulatedBytes as of a {@link MatrixProduct}
   * @param scaling how operands of few bits are scaled
   * @param along which side of the product the groups share
   */
  record GroupedProduct(
      double rows,
      int groups,
      double n,
      double k,
      NumberFormat format,
      int accumulatedBytes,
      Scaling scaling,
      Along along)
      implements Operation {

    /** What the groups divide. */
    public enum Along {
      /** Rows of the result: {@code [rows, k] x groups of [k, n]}; forward and input gradient. */
      RESULT,
      /** The sums: {@code groups of [k, n]}, each over its rows; the gradient of the weights. */
      SUMS
    }

    /** Products of rows that 16 bits hold. */
    public GroupedProduct(double rows, int groups, double n, double k, NumberFormat format) {
      this(rows, groups, n, k, format, 0, Scaling.NONE, Along.RESULT);
    }

    /** Floating-point operations; a multiply-add counts as two. */
    public double flops() {
      return 2 * rows * n * k;
    }
  }

  /**
   * Attention of queries to keys and values without the projections.
   *
   * @param batch sequences
   * @param heads query heads
   * @param kvHeads key and value heads
   * @param queries tokens that ask, of each sequence
   * @param keys tokens that are asked
   * @param keyDim length of a query and a key
   * @param valueDim length of a value
   * @param visible share of the keys that an average query sees: half where attention is causal
   * @param kernel the implementation
   * @param dropout whether scores are dropped at random
   * @param backward whether gradients are computed: 2.5 times the products (2307.08691, section 4)
   */
  record Attention(
      double batch,
      double heads,
      double kvHeads,
      double queries,
      double keys,
      double keyDim,
      double valueDim,
      double visible,
      AttentionKernel kernel,
      boolean dropout,
      boolean backward)
      implements Operation {

    /** Attention that drops no scores. */
    public Attention(
        double batch,
        double heads,
        double kvHeads,
        double queries,
        double keys,
        double keyDim,
        double valueDim,
        double visible,
        AttentionKernel kernel,
        boolean backward) {
      this(
          batch, heads, kvHeads, queries, keys, keyDim, valueDim, visible, kernel, false, backward);
    }

    /** Floating-point operations of the visible part. */
    public double flops() {
      double forward = 2 * batch * heads * queries * keys * visible * (keyDim + valueDim);
      return backward ? 2.5 * forward : forward;
    }
  }

  /**
   * Element-wise work, or anything else that memory alone bounds.
   *
   * @param bytes read and written
   * @param kernels launches it takes
   */
  record MemoryPass(double bytes, int kernels) implements Operation {}

  /**
   * Masks, softmax or dropout of attention scores that are kept in memory, a row of keys at a time.
   *
   * @param bytes read and written
   * @param kernels launches it takes
   */
  record ScorePass(double bytes, int kernels) implements Operation {}

  /**
   * The conversion of a 16-bit tensor to fewer bits.
   *
   * @param rows of the tensor
   * @param columns of the tensor
   * @param format what it is converted to
   * @param scaling how its scales are found
   * @param transposed whether it is also written transposed, as backward products need it
   */
  record Quantization(
      double rows, double columns, NumberFormat format, Scaling scaling, boolean transposed)
      implements Operation {

    /** Bytes read and written. */
    public double bytes() {
      double written = (format.bytes() + scaling.scaleBytes()) * (transposed ? 2 : 1);
      return rows * columns * (scaling.bytesRead() + written);
    }
  }

  /**
   * Keys and values of new tokens copied into the pages of a cache.
   *
   * @param tokens how many
   * @param elements of keys and values of each
   * @param format they are kept in
   */
  record CacheWrite(double tokens, double elements, NumberFormat format) implements Operation {}

  /**
   * The experts of one rank in inference, in one fused call: rows gathered, both products, the
   * activation between them and the weighted sum of each token's results.
   *
   * @param tokens before they are copied to their experts
   * @param hidden width of a token
   * @param inner width of an expert
   * @param topK experts of each token
   * @param experts of the layer
   * @param tensorParallel ranks that share each expert
   * @param expertParallel ranks that share the experts; this is the busiest of them
   * @param gated whether a second product as wide as the first gates it
   * @param routing how tokens are spread over the experts
   * @param format of the weights
   * @param scaling of the weights
   */
  record ExpertLayer(
      int tokens,
      int hidden,
      int inner,
      int topK,
      int experts,
      int tensorParallel,
      int expertParallel,
      boolean gated,
      Routing routing,
      NumberFormat format,
      Scaling scaling)
      implements Operation {}
}
