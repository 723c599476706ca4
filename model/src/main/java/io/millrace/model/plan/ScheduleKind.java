package io.millrace.model.plan;

import java.util.Locale;

/** The order in which a pipeline's stages process micro-batches. */
public enum ScheduleKind {
  /** All forward passes, then all backward passes (GPipe, Huang et al., arXiv 1811.06965). */
  GPIPE("gpipe"),
  /** One forward, one backward after a warm-up (PipeDream-flush; Narayanan et al., 2104.04473). */
  ONE_FORWARD_ONE_BACKWARD("1f1b"),
  /** The same with several chunks of layers on each device (2104.04473, section 2.2). */
  INTERLEAVED("interleaved");

  private final String key;

  ScheduleKind(String key) {
    this.key = key;
  }

  /** The name in files. */
  public String key() {
    return key.toLowerCase(Locale.ROOT);
  }
}
