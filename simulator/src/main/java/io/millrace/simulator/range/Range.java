package io.millrace.simulator.range;

import io.millrace.model.report.Contribution;
import io.millrace.model.report.Figure;
import java.util.List;

/**
 * The range of a predicted time in which four of five measurements should lie.
 *
 * @param low its lower end as a factor of the prediction, at most one
 * @param high its upper end, at least one
 * @param contributions what it hangs on, the largest first; empty where the method does not tell
 */
public record Range(double low, double high, List<Contribution> contributions) {
  /** No range: the prediction alone. */
  public static final Range NONE = new Range(1, 1, List.of());

  /** Half-width of the central 80 % of a normal distribution in standard deviations. */
  private static final double EIGHTY_PERCENT = 1.2816;

  /** Checks the ends. */
  public Range {
    if (!(low > 0 && low <= 1 && high >= 1 && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("no range around one: " + low + " to " + high);
    }
    contributions = List.copyOf(contributions);
  }

  /**
   * The range of a time whose logarithm has a normal error.
   *
   * @param variance of the logarithm
   * @param contributions what it hangs on, the largest first
   */
  public static Range logNormal(double variance, List<Contribution> contributions) {
    double factor = Math.exp(EIGHTY_PERCENT * Math.sqrt(variance));
    return new Range(1 / factor, factor, contributions);
  }

  /** A predicted time with this range. */
  public Figure around(double seconds) {
    return new Figure(seconds, low * seconds, high * seconds, "s");
  }
}
