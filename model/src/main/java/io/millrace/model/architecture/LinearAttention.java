package io.millrace.model.architecture;

import java.util.List;

/**
 * Attention with a state of fixed size instead of a growing cache: each value head keeps a matrix
 * of {@code keyDim} x {@code valueDim} that every token decays and updates.
 *
 * @param kind which update rule, and with it which projections
 * @param keyHeads heads of queries and keys
 * @param valueHeads heads of values
 * @param keyDim width of a query and of a key
 * @param valueDim width of a value
 * @param convolution taps of the causal convolution over queries, keys and values, 0 without one
 */
public record LinearAttention(
    Kind kind, int keyHeads, int valueHeads, int keyDim, int valueDim, int convolution)
    implements SequenceMixer {

  /** The update rule. */
  public enum Kind {
    /** Gated DeltaNet (Yang et al. 2024, arXiv 2412.06464), as in Qwen3-Next and Qwen3.5. */
    GATED_DELTA_NET("gated-delta-net"),
    /** Kimi Delta Attention: a decay per channel (Kimi Linear, arXiv 2510.26692). */
    KIMI_DELTA("kimi-delta"),
    /** The same with a gate on the output that is not factorised, as in Kimi K3. */
    KIMI_DELTA_FULL_GATE("kimi-delta-full-gate"),
    /** Lightning attention: a fixed decay per head, as in MiniMax-01 (arXiv 2501.08313). */
    LIGHTNING("lightning");

    private static final List<Kind> ALL = List.of(values());

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The word for it in files. */
    public String label() {
      return label;
    }

    /** All of them, in the order of the documentation. */
    public static List<Kind> all() {
      return ALL;
    }
  }

  /** Checks counts and widths. */
  public LinearAttention {
    Dimensions.positive("the number of key heads", keyHeads);
    Dimensions.positive("the number of value heads", valueHeads);
    Dimensions.positive("the width of a key", keyDim);
    Dimensions.positive("the width of a value", valueDim);
    Dimensions.notNegative("the taps of a convolution", convolution);
    if (valueHeads % keyHeads != 0) {
      throw new IllegalArgumentException(
          valueHeads + " value heads cannot share " + keyHeads + " key heads evenly");
    }
  }

  /** Width of all heads' queries, and of all heads' keys. */
  public long keyWidth() {
    return (long) keyHeads * keyDim;
  }

  /** Width of all heads' values. */
  public long valueWidth() {
    return (long) valueHeads * valueDim;
  }

  /** Channels that the convolution covers. */
  private long convolved() {
    return 2 * keyWidth() + valueWidth();
  }

  /**
   * Projections to queries, keys and values, the convolution, the output projection, and what the
   * kind adds: gates, decays and a norm (the transformers library's {@code Qwen3NextGatedDeltaNet};
   * flash-linear-attention's {@code KimiDeltaAttention}; MiniMax-01's {@code
   * MiniMaxText01LightningAttention}).
   */
  @Override
  public Parameters parameters(int hidden) {
    long common = hidden * (2 * keyWidth() + 2 * valueWidth()) + (long) convolution * convolved();
    return switch (kind) {
      case GATED_DELTA_NET ->
          new Parameters(
              common + hidden * (valueWidth() + 2L * valueHeads), 2L * valueHeads, valueDim);
      case KIMI_DELTA, KIMI_DELTA_FULL_GATE -> {
        long decay = (long) hidden * valueDim + valueDim * keyWidth();
        long gate =
            kind == Kind.KIMI_DELTA
                ? (long) hidden * valueDim + valueDim * valueWidth()
                : hidden * valueWidth();
        yield new Parameters(
            common + decay + gate + (long) hidden * valueHeads, valueHeads + keyWidth(), valueDim);
      }
      case LIGHTNING -> new Parameters(common + hidden * valueWidth(), 0, valueWidth());
    };
  }

  @Override
  public long cacheElements(long tokens) {
    return 0;
  }

  /** A matrix per value head and the convolution's last inputs. */
  @Override
  public long stateElements() {
    return (long) valueHeads * keyDim * valueDim + Math.max(0, convolution - 1) * convolved();
  }
}
