package io.millrace.model.plan;

import java.util.Locale;

/** The order in which a pipeline's stages process micro-batches. */
public enum ScheduleKind {
  /** All forward passes, then all backward passes (GPipe, Huang et al., arXiv 1811.06965). */
  GPIPE("gpipe"),
  /** One forward, one backward after a warm-up (PipeDream-flush; Narayanan et al., 2104.04473). */
  ONE_FORWARD_ONE_BACKWARD("1f1b"),
  /** The same with several chunks of layers on each device (2104.04473, section 2.2). */
  INTERLEAVED("interleaved"),
  /**
   * 1F1B with backward passes in two halves, of which the one for weights fills waiting times:
   * ZB-H1, which needs no more memory than 1F1B (Qi et al., arXiv 2401.10241, section 3.1).
   */
  ZERO_BUBBLE_B("zero-bubble-b"),
  /** The same with two chunks on each device in a V, as much memory as 1F1B (section 6). */
  ZERO_BUBBLE_V("zero-bubble-v"),
  /** Two chunks in a V with half of 1F1B's activations (Qi et al., arXiv 2405.15362). */
  V_HALF("v-half"),
  /** Two chunks in a V with a third of 1F1B's activations (2405.15362). */
  V_MIN("v-min");

  private final String key;

  ScheduleKind(String key) {
    this.key = key;
  }

  /** Whether the second chunk of a device comes in reverse order; then there are exactly two. */
  public boolean vShaped() {
    return this == ZERO_BUBBLE_V || this == V_HALF || this == V_MIN;
  }

  /** Whether gradients of inputs and of weights are passes of their own. */
  public boolean splitsBackward() {
    return this == ZERO_BUBBLE_B || vShaped();
  }

  /** The name in files. */
  public String key() {
    return key.toLowerCase(Locale.ROOT);
  }
}
