package io.millrace.planner.search;

import io.millrace.model.scenario.Objective;

/**
 * What plans for some devices are compared by, as a number that is to be small: seconds of an
 * iteration, US dollars per million tokens, or joules per token.
 *
 * @param objective what is asked for
 * @param devices that a plan uses
 * @param dollarsPerHour of a device; not a number if nobody says
 * @param tokens of an iteration
 */
public record Goal(Objective objective, int devices, double dollarsPerHour, long tokens) {
  private static final double SECONDS_PER_HOUR = 3600;
  private static final double MILLION = 1e6;

  /** The number for a plan. */
  public double of(double seconds, double joules) {
    return switch (objective) {
      case TIME -> seconds;
      case COST, TOKENS_PER_DOLLAR -> dollarsPerMillionTokens(seconds);
      case ENERGY -> joules / tokens;
    };
  }

  /**
   * A number that no plan with at least so many seconds gets below: the goal is monotone in time.
   * It says nothing of energy.
   */
  double atLeast(double seconds) {
    return objective == Objective.ENERGY ? 0 : of(seconds, 0);
  }

  /** Seconds above which no plan reaches a number; infinite where time alone does not decide. */
  double secondsFor(double number) {
    return switch (objective) {
      case TIME -> number;
      case COST, TOKENS_PER_DOLLAR -> number / dollarsPerMillionTokens(1);
      case ENERGY -> Double.POSITIVE_INFINITY;
    };
  }

  /** What a million tokens cost. */
  public double dollarsPerMillionTokens(double seconds) {
    return seconds / SECONDS_PER_HOUR * devices * dollarsPerHour / tokens * MILLION;
  }
}
