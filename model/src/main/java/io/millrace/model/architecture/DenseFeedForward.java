package io.millrace.model.architecture;

/**
 * A multi-layer perceptron with one inner layer.
 *
 * @param inner width of the inner layer
 * @param activation the non-linearity, which decides between two and three matrices
 * @param bias whether the projections add a bias
 */
public record DenseFeedForward(int inner, Activation activation, boolean bias)
    implements FeedForward {

  /** Checks the width. */
  public DenseFeedForward {
    Dimensions.positive("the inner width of a feed-forward network", inner);
  }

  /** Without biases. */
  public static DenseFeedForward of(int inner, Activation activation) {
    return new DenseFeedForward(inner, activation, false);
  }

  @Override
  public Parameters parameters(int hidden) {
    return parameters(hidden, inner, activation, bias);
  }

  /** One network of the given widths: also what an expert is. */
  static Parameters parameters(int hidden, int inner, Activation activation, boolean bias) {
    int matrices = activation.matrices();
    long biases = bias ? (long) (matrices - 1) * inner + hidden : 0;
    return new Parameters((long) matrices * hidden * inner, biases, 0);
  }
}
