package io.millrace.model.architecture;

/**
 * The half of a layer that moves information between positions. The residual stream it reads and
 * writes is {@code hidden} wide; everything else about it is its own.
 */
public sealed interface SequenceMixer
    permits GroupedQueryAttention,
        LatentAttention,
        CompressedAttention,
        LinearAttention,
        StateSpace,
        NoMixer {

  /** Trainable numbers for a residual stream of that width. */
  Parameters parameters(int hidden);

  /**
   * Numbers kept for a sequence of that many tokens besides its {@link #stateElements()}: what a
   * key-value cache holds, in the form the architecture was made for (latent attention keeps the
   * latent, a sliding window the last positions).
   */
  long cacheElements(long tokens);

  /** Numbers kept for a sequence whatever its length: recurrent states and convolution tails. */
  default long stateElements() {
    return 0;
  }
}
