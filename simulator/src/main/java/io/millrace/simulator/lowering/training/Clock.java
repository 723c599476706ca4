package io.millrace.simulator.lowering.training;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.Timescale;

/** The clock of training: picoseconds, of which a {@code long} counts 106 days. */
final class Clock {
  private static final double DAYS = Long.MAX_VALUE / 1e12 / 86_400;

  private Clock() {}

  /** A moment in seconds. */
  static double seconds(long ticks) {
    return ticks / 1e12;
  }

  /**
   * The tick nearest to a moment.
   *
   * @throws InvalidInputException if the clock does not reach it
   */
  static long ticks(double seconds) {
    try {
      return Timescale.PICOSECONDS.ticks(seconds);
    } catch (IllegalArgumentException e) {
      throw tooLong("a step");
    }
  }

  /**
   * Checks that everything ended.
   *
   * @throws InvalidInputException if something takes longer than the clock counts
   * @throws IllegalStateException if tasks wait for each other, which is our fault
   */
  static void checkEnded(String what, Outcome outcome) {
    outcome
        .blockage()
        .ifPresent(
            blockage -> {
              if (blockage.circle().isEmpty() && !blockage.stalled().isEmpty()) {
                throw tooLong(what);
              }
              throw new IllegalStateException(what + " did not end: " + blockage);
            });
  }

  private static InvalidInputException tooLong(String what) {
    return new InvalidInputException(
        new Issue(
            Issue.WHOLE,
            what + " takes longer than %.0f days".formatted(DAYS),
            "is a bandwidth or a size wrong?"));
  }
}
