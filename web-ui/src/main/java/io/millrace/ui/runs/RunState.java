package io.millrace.ui.runs;

import java.util.Locale;

/** How far a run is. */
public enum RunState {
  /** It waits for its turn. */
  QUEUED,
  /** It is at work. */
  RUNNING,
  /** Its answer is there. */
  DONE,
  /** It has no answer; its note says why. */
  FAILED,
  /** Somebody ended it; a search then still has the best it had found. */
  CANCELLED,
  /** The server ended while it waited or worked. */
  INTERRUPTED;

  /** The name in the database. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing more becomes of it. */
  public boolean isFinal() {
    return this != QUEUED && this != RUNNING;
  }
}
