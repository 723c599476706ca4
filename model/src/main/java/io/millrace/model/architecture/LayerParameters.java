package io.millrace.model.architecture;

/**
 * The trainable numbers of a layer by the part that a parallelism shards.
 *
 * @param mixer attention, linear attention or state space, its own norms included
 * @param dense the dense feed-forward network
 * @param router the router of a mixture of experts
 * @param routedExperts all routed experts
 * @param sharedExperts what every token passes beside them: shared experts, latent projections
 * @param norms the normalisation of the residual stream
 */
public record LayerParameters(
    long mixer, long dense, long router, long routedExperts, long sharedExperts, long norms) {

  static LayerParameters of(Layer layer, int hidden) {
    long mixer = layer.mixer().parameters(hidden).total();
    long norms = layer.norms() * layer.norm().parameters(hidden);
    return switch (layer.feedForward()) {
      case DenseFeedForward it ->
          new LayerParameters(mixer, it.parameters(hidden).total(), 0, 0, 0, norms);
      case MixtureOfExperts it ->
          new LayerParameters(
              mixer,
              0,
              it.router(hidden).total(),
              it.routedExperts(hidden).total(),
              it.sharedExperts(hidden).total(),
              norms);
      case NoFeedForward _ -> new LayerParameters(mixer, 0, 0, 0, 0, norms);
    };
  }

  /** All of them. */
  public long total() {
    return mixer + dense + router + routedExperts + sharedExperts + norms;
  }
}
