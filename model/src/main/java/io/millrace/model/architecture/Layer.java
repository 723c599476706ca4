package io.millrace.model.architecture;

/**
 * One layer: a sequence mixer and a feed-forward network around a residual stream, either of which
 * may be absent.
 *
 * @param mixer what moves information between positions
 * @param feedForward what works on each position
 * @param norm the normalisation around them
 * @param norms how many: 2 in a pre-norm transformer, 4 where outputs are normalised as well
 */
public record Layer(SequenceMixer mixer, FeedForward feedForward, Norm norm, int norms) {

  /** Checks that the layer does something. */
  public Layer {
    if (mixer instanceof NoMixer && feedForward instanceof NoFeedForward) {
      throw new IllegalArgumentException("a layer needs a mixer or a feed-forward network");
    }
    Dimensions.notNegative("the number of norms", norms);
  }

  /** A pre-norm layer: one norm before each half that is there (Xiong et al. 2020). */
  public static Layer of(SequenceMixer mixer, FeedForward feedForward, Norm norm) {
    int halves =
        (mixer instanceof NoMixer ? 0 : 1) + (feedForward instanceof NoFeedForward ? 0 : 1);
    return new Layer(mixer, feedForward, norm, halves);
  }

  /** The trainable numbers for a residual stream of that width, by part. */
  public LayerParameters parameters(int hidden) {
    return LayerParameters.of(this, hidden);
  }

  /** The trainable numbers of the layer that one token meets. */
  public long activeParameters(int hidden) {
    return mixer.parameters(hidden).total()
        + feedForward.activeParameters(hidden).total()
        + norms * norm.parameters(hidden);
  }
}
