package io.millrace.model.architecture;

/** The half of a layer that works on each position by itself. */
public sealed interface FeedForward permits DenseFeedForward, MixtureOfExperts, NoFeedForward {

  /** Trainable numbers for a residual stream of that width, of all experts where there are any. */
  Parameters parameters(int hidden);

  /** The trainable numbers that one token meets. */
  default Parameters activeParameters(int hidden) {
    return parameters(hidden);
  }
}
