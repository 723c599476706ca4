package io.millrace.model.architecture;

import java.util.List;

/** How queries and keys are normalised before they meet. */
public enum QueryKeyNorm {
  /** Not at all. */
  NONE("none"),
  /** Each head by gains that all heads share, as in Qwen3. */
  PER_HEAD("per-head"),
  /** All heads side by side, with a gain per channel, as in OLMo 2 and MiniMax-M2. */
  PER_LAYER("per-layer");

  private static final List<QueryKeyNorm> ALL = List.of(values());

  private final String label;

  QueryKeyNorm(String label) {
    this.label = label;
  }

  /** The word for it in files. */
  public String label() {
    return label;
  }

  /** All of them, in the order of the documentation. */
  public static List<QueryKeyNorm> all() {
    return ALL;
  }
}
