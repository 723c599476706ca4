package io.millrace.model.architecture;

/**
 * Modules behind the last layer that predict further tokens (DeepSeek-V3 technical report, section
 * 2.2): each joins the hidden state with the embedding of the next token by a projection and passes
 * the result through a layer of its own. Embedding and output head are the model's.
 *
 * @param depth how many modules one after the other, each predicting one token more
 * @param layer the layer inside each
 */
public record MultiTokenPrediction(int depth, Layer layer) {
  /** Published models have one to three. */
  private static final int DEEPEST = 64;

  /** Checks the depth. */
  public MultiTokenPrediction {
    Dimensions.positive("the depth of multi-token prediction", depth);
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "multi-token prediction is at most " + DEEPEST + " deep, not " + depth);
    }
  }

  /**
   * The trainable numbers of all modules: the projection of both halves side by side, a norm on
   * each half and one on the output, and the layer.
   */
  public long parameters(int hidden) {
    long projection = 2L * hidden * hidden;
    long norms = 3 * layer.norm().parameters(hidden);
    return depth * (projection + norms + layer.parameters(hidden).total());
  }
}
