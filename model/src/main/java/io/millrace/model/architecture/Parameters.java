package io.millrace.model.architecture;

/**
 * Trainable numbers of one part of a model. Kept apart because they are treated apart: matrices are
 * multiplied and sharded, biases and norm gains are vectors that are added or scaled with.
 *
 * @param weights elements of matrices and convolution kernels
 * @param biases elements of vectors that are added, and other per-head or per-expert scalars
 * @param norms elements of normalisation gains and biases
 */
public record Parameters(long weights, long biases, long norms) {

  /** Nothing to train. */
  public static final Parameters NONE = new Parameters(0, 0, 0);

  /** Checks that nothing is negative. */
  public Parameters {
    if (weights < 0 || biases < 0 || norms < 0) {
      throw new IllegalArgumentException(
          "parameters must not be negative: " + weights + ", " + biases + ", " + norms);
    }
  }

  /** Matrices alone. */
  public static Parameters weights(long weights) {
    return new Parameters(weights, 0, 0);
  }

  /** All of them. */
  public long total() {
    return weights + biases + norms;
  }

  /** The sum of two parts. */
  public Parameters plus(Parameters other) {
    return new Parameters(
        Math.addExact(weights, other.weights),
        Math.addExact(biases, other.biases),
        Math.addExact(norms, other.norms));
  }

  /** Several equal parts. */
  public Parameters times(long count) {
    return new Parameters(
        Math.multiplyExact(weights, count),
        Math.multiplyExact(biases, count),
        Math.multiplyExact(norms, count));
  }
}
