package io.millrace.ui.runs;

import java.util.Locale;

/** What a run computes. */
public enum RunKind {
  /** A scenario under its plan, event by event. */
  SIMULATION,
  /** The best plans of a scenario. */
  PLANNING,
  /** The rows of a sweep, in a folder of the server. */
  SWEEP,
  /** Predictions beside measurements; only programs ask for it. */
  CHECK;

  /** The name in addresses and in the database. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
