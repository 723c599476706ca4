package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import java.util.EnumMap;
import java.util.Map;

/** Where the time of a stage goes, as reports list it. */
final class Breakdown {
  /**
   * Share of the time below which a part is nothing: passes end on whole picoseconds, and what that
   * adds to them, 1e-11 of an iteration of short passes, looks like waiting.
   */
  private static final double NOTHING = 1e-9;

  private Breakdown() {}

  /**
   * The parts that are something. What is left of the others goes to the longest, so that the sum
   * stays as it is.
   *
   * @param parts seconds by {@link TimePart#ordinal()}
   */
  static Map<TimePart, Double> of(double[] parts) {
    double whole = 0;
    TimePart longest = TimePart.values()[0];
    for (TimePart part : TimePart.values()) {
      whole += Math.max(0, parts[part.ordinal()]);
      longest = parts[part.ordinal()] > parts[longest.ordinal()] ? part : longest;
    }
    Map<TimePart, Double> breakdown = new EnumMap<>(TimePart.class);
    double left = 0;
    for (TimePart part : TimePart.values()) {
      double seconds = parts[part.ordinal()];
      if (seconds > NOTHING * whole) {
        breakdown.put(part, seconds);
      } else {
        left += Math.max(0, seconds);
      }
    }
    if (left > 0) {
      breakdown.merge(longest, left, Double::sum);
    }
    return breakdown;
  }
}
