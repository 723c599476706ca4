package io.millrace.model.architecture;

/**
 * Many networks of which a router picks a few for each token, beside networks that every token
 * passes (Shazeer et al. 2017; shared experts: Dai et al. 2024, "DeepSeekMoE").
 *
 * @param experts routed experts
 * @param topK routed experts per token
 * @param expertInner inner width of one routed expert
 * @param sharedInner inner width of all shared experts together, 0 without
 * @param activation the non-linearity of every expert
 * @param latent width that tokens are projected to before the routed experts and back from after
 *     them (Nemotron 3's LatentMoE), 0 where experts work on the residual stream itself
 * @param expertBias whether the experts' projections add biases (gpt-oss)
 * @param routerBias whether the router has one number per expert beside its matrix: a bias
 *     (gpt-oss) or a correction that balances load (DeepSeek-V3 technical report, section 2.1.2)
 * @param sharedGate whether a vector gates the shared expert (Qwen2-MoE, Qwen3.5)
 */
public record MixtureOfExperts(
    int experts,
    int topK,
    int expertInner,
    int sharedInner,
    Activation activation,
    int latent,
    boolean expertBias,
    boolean routerBias,
    boolean sharedGate)
    implements FeedForward {

  /** Checks counts and widths. */
  public MixtureOfExperts {
    Dimensions.positive("the number of experts", experts);
    Dimensions.positive("the number of experts per token", topK);
    Dimensions.positive("the inner width of an expert", expertInner);
    Dimensions.notNegative("the inner width of the shared experts", sharedInner);
    Dimensions.notNegative("the latent width of experts", latent);
    if (topK > experts) {
      throw new IllegalArgumentException("a token cannot go to " + topK + " experts of " + experts);
    }
    if (sharedGate && sharedInner == 0) {
      throw new IllegalArgumentException("there is no shared expert that could be gated");
    }
  }

  /** The plain form: no latent projections, no biases. */
  public static MixtureOfExperts of(
      int experts, int topK, int expertInner, int sharedInner, Activation activation) {
    return new MixtureOfExperts(
        experts, topK, expertInner, sharedInner, activation, 0, false, false, false);
  }

  /** The same with experts on a latent of that width. */
  public MixtureOfExperts withLatent(int width) {
    return new MixtureOfExperts(
        experts,
        topK,
        expertInner,
        sharedInner,
        activation,
        width,
        expertBias,
        routerBias,
        sharedGate);
  }

  /** The same with biases in the experts. */
  public MixtureOfExperts withExpertBias(boolean present) {
    return new MixtureOfExperts(
        experts,
        topK,
        expertInner,
        sharedInner,
        activation,
        latent,
        present,
        routerBias,
        sharedGate);
  }

  /** The same with one number per expert in the router. */
  public MixtureOfExperts withRouterBias(boolean present) {
    return new MixtureOfExperts(
        experts,
        topK,
        expertInner,
        sharedInner,
        activation,
        latent,
        expertBias,
        present,
        sharedGate);
  }

  /** The same with a gate on the shared expert. */
  public MixtureOfExperts withSharedGate(boolean present) {
    return new MixtureOfExperts(
        experts,
        topK,
        expertInner,
        sharedInner,
        activation,
        latent,
        expertBias,
        routerBias,
        present);
  }

  /** Width of what the routed experts read and write. */
  public int expertWidth(int hidden) {
    return latent > 0 ? latent : hidden;
  }

  /** The router: a matrix from the residual stream to the experts. */
  public Parameters router(int hidden) {
    return new Parameters((long) hidden * experts, routerBias ? experts : 0, 0);
  }

  /** One routed expert. */
  public Parameters expert(int hidden) {
    return DenseFeedForward.parameters(expertWidth(hidden), expertInner, activation, expertBias);
  }

  /** All routed experts. */
  public Parameters routedExperts(int hidden) {
    return expert(hidden).times(experts);
  }

  /**
   * What every token passes beside the router: the shared experts, their gate, and the projections
   * to the latent and back.
   */
  public Parameters sharedExperts(int hidden) {
    Parameters shared =
        sharedInner == 0
            ? Parameters.NONE
            : DenseFeedForward.parameters(hidden, sharedInner, activation, false);
    return shared.plus(Parameters.weights((sharedGate ? hidden : 0) + 2L * hidden * latent));
  }

  @Override
  public Parameters parameters(int hidden) {
    return router(hidden).plus(routedExperts(hidden)).plus(sharedExperts(hidden));
  }

  @Override
  public Parameters activeParameters(int hidden) {
    return router(hidden).plus(expert(hidden).times(topK)).plus(sharedExperts(hidden));
  }
}
