package io.millrace.model.architecture;

/** A layer without a feed-forward network: a mixer block of its own, as in Nemotron-H. */
public record NoFeedForward() implements FeedForward {

  @Override
  public Parameters parameters(int hidden) {
    return Parameters.NONE;
  }
}
