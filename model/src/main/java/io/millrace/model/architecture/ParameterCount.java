package io.millrace.model.architecture;

/**
 * The trainable numbers of a model by part; the parts add up to {@link #total()}.
 *
 * <p>The total is that of the main model, which is how totals are published: the modules of
 * multi-token prediction are counted apart.
 *
 * @param embedding the table of token embeddings
 * @param positions learned position embeddings
 * @param outputHead the projection to the vocabulary, 0 where it is the embedding
 * @param mixers attention and its relatives in all layers
 * @param dense dense feed-forward networks
 * @param routers routers of mixtures of experts
 * @param routedExperts routed experts
 * @param sharedExperts shared experts and latent projections
 * @param norms the normalisations of the residual stream, the final one included
 * @param multiTokenPrediction modules beside the main model, not part of the total
 */
public record ParameterCount(
    long embedding,
    long positions,
    long outputHead,
    long mixers,
    long dense,
    long routers,
    long routedExperts,
    long sharedExperts,
    long norms,
    long multiTokenPrediction) {

  static ParameterCount of(ModelArchitecture model) {
    int hidden = model.hidden();
    long table = (long) model.vocabulary() * hidden;
    long mixers = 0;
    long dense = 0;
    long routers = 0;
    long routed = 0;
    long shared = 0;
    long norms = model.finalNorm().parameters(hidden);
    for (Layer layer : model.layers()) {
      LayerParameters parts = layer.parameters(hidden);
      mixers += parts.mixer();
      dense += parts.dense();
      routers += parts.router();
      routed += parts.routedExperts();
      shared += parts.sharedExperts();
      norms += parts.norms();
    }
    return new ParameterCount(
        table,
        (long) model.positionEmbeddings() * hidden,
        model.tiedEmbeddings() ? 0 : table,
        mixers,
        dense,
        routers,
        routed,
        shared,
        norms,
        model.multiTokenPrediction().map(it -> it.parameters(hidden)).orElse(0L));
  }

  /** The main model. */
  public long total() {
    return embedding
        + positions
        + outputHead
        + mixers
        + dense
        + routers
        + routedExperts
        + sharedExperts
        + norms;
  }

  /** The main model and the modules of multi-token prediction: what training keeps in memory. */
  public long withMultiTokenPrediction() {
    return total() + multiTokenPrediction;
  }
}
