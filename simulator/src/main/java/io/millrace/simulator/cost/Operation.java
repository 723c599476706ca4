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
   */
  record MatrixProduct(
      double m, double n, double k, double products, NumberFormat format, int accumulatedBytes)
      implements Operation {

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
      boolean backward)
      implements Operation {

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
}
