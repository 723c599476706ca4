package io.millrace.model.plan;

import java.util.Locale;

/** What the backward pass computes again instead of keeping it (Korthikanti et al., 2205.05198). */
public enum Recompute {
  /** Nothing. */
  NONE,
  /** The core of attention: scores, softmax and their product with the values. */
  SELECTIVE,
  /** Each layer from its input. */
  FULL;

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
