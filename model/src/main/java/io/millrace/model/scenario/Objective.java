package io.millrace.model.scenario;

import java.util.Locale;

/** What a plan is to be best at. */
public enum Objective {
  /** The time of an iteration. */
  TIME,
  /** Money per token. */
  COST,
  /** Energy per token. */
  ENERGY,
  /** Tokens per dollar. */
  TOKENS_PER_DOLLAR;

  /** Whether it takes the price of a device to compare plans by it. */
  public boolean needsPrice() {
    return this == COST || this == TOKENS_PER_DOLLAR;
  }

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
