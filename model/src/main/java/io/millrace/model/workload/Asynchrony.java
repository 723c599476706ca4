package io.millrace.model.workload;

import java.util.Locale;

/** How many updates of the weights generation may be behind. */
public enum Asynchrony {
  /** Generation waits for the last update: on-policy. */
  NONE(0),
  /** Generation runs beside the training on the batch before. */
  ONE_STEP(1),
  /** Generation may be eight updates behind. */
  EIGHT_STEP(8);

  private final int staleness;

  Asynchrony(int staleness) {
    this.staleness = staleness;
  }

  /** Updates that the weights of generation may miss. */
  public int staleness() {
    return staleness;
  }

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
