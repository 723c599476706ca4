package io.millrace.model.architecture;

/** A layer without a sequence mixer: a feed-forward block of its own, as in Nemotron-H. */
public record NoMixer() implements SequenceMixer {

  @Override
  public Parameters parameters(int hidden) {
    return Parameters.NONE;
  }

  @Override
  public long cacheElements(long tokens) {
    return 0;
  }
}
