package io.millrace.model.architecture;

import java.util.List;

/** Which projections of an attention add a bias. */
public enum AttentionBias {
  /** None, as in Llama. */
  NONE("none"),
  /** Those of queries, keys and values, as in Qwen2. */
  QUERY_KEY_VALUE("query-key-value"),
  /** All four, as in GPT. */
  ALL("all");

  private static final List<AttentionBias> ALL_OF_THEM = List.of(values());

  private final String label;

  AttentionBias(String label) {
    this.label = label;
  }

  /** The word for it in files. */
  public String label() {
    return label;
  }

  /** All of them, in the order of the documentation. */
  public static List<AttentionBias> all() {
    return ALL_OF_THEM;
  }
}
