package io.millrace.model.streams;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * What joins two stages. A full stream blocks whoever wants to put something in.
 *
 * @param kind what goes through
 * @param from the stage that begins
 * @param to the stage that serves or takes
 * @param capacity the most that may wait in it; absent where nothing ever waits for room
 */
public record Stream(Kind kind, Stage from, Stage to, OptionalInt capacity) {

  /** What goes through a stream. */
  public enum Kind {
    /** Observations that ask for an action. */
    REQUESTS,
    /** Actions, one for each observation. */
    ACTIONS,
    /** Samples, taken once. */
    SAMPLES,
    /** Weights; a version replaces those before it. */
    VERSIONS;

    /** The name in files and reports. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the capacity. */
  public Stream {
    if (capacity.isPresent() && capacity.getAsInt() < 1) {
      throw new IllegalArgumentException(
          kind.key() + " need room for at least 1, not " + capacity.getAsInt());
    }
  }
}
