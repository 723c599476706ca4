package io.millrace.model.plan;

import java.util.Locale;

/**
 * What the ranks of a data-parallel group share out instead of each keeping a copy (ZeRO,
 * Rajbhandari et al., arXiv 1910.02054).
 */
public enum Sharding {
  /** Nothing: every rank has all. */
  NONE,
  /** The optimizer's state. */
  ZERO1,
  /** And the gradients. */
  ZERO2,
  /** And the weights (also called fully sharded data parallel). */
  ZERO3;

  /** With the number that ZeRO's paper gives it, 0 to 3. */
  public static Sharding ofStage(int stage) {
    return values()[stage];
  }

  /** The number that ZeRO's paper gives it: each shares out one thing more. */
  public int stage() {
    return ordinal();
  }

  /** Whether the optimizer's state is shared out. */
  public boolean shardsOptimizer() {
    return this != NONE;
  }

  /** Whether gradients are shared out while the backward pass runs. */
  public boolean shardsGradients() {
    return this == ZERO2 || this == ZERO3;
  }

  /** Whether weights are shared out and gathered for use. */
  public boolean shardsWeights() {
    return this == ZERO3;
  }

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
