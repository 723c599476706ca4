package io.millrace.model.streams;

import io.millrace.model.quantity.Duration;

/** How often trainers push their weights. */
public sealed interface PushPeriod {

  /**
   * After every so many steps.
   *
   * @param count at least one
   */
  record Steps(int count) implements PushPeriod {
    /** Checks the number. */
    public Steps {
      if (count < 1) {
        throw new IllegalArgumentException("weights go out after at least 1 step, not " + count);
      }
    }
  }

  /**
   * At the multiples of a time, if there is a new version.
   *
   * @param time positive
   */
  record Every(Duration time) implements PushPeriod {
    /** Checks the time. */
    public Every {
      if (time.seconds() == 0) {
        throw new IllegalArgumentException("weights go out after some time, not at once");
      }
    }
  }
}
