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

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
