package io.millrace.model.huggingface;

/** A way in which a family differs from a Llama, where no key of its files says so. */
enum Trait {
  /** Embeddings are tied where the key is absent. */
  TIED,
  /** Networks have two matrices. */
  NOT_GATED,
  /** Biases are on where the key is absent. */
  BIASED,
  /** The router has one number more per expert: a bias, a scale or a correction. */
  ROUTER_BIAS,
  /** The experts' projections have biases. */
  EXPERT_BIAS,
  /** There is one shared expert of a routed expert's width. */
  ONE_SHARED_EXPERT,
  /** A vector gates the shared expert. */
  SHARED_GATE,
  /** All layers have experts where no key says which. */
  ALWAYS_ROUTED,
  /** Positions are learned. */
  LEARNED_POSITIONS,
  /** A dense network is four times as wide as the residual stream where no key says how wide. */
  FOURFOLD_NETWORK
}
