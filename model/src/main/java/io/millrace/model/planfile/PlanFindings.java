package io.millrace.model.planfile;

import io.millrace.model.report.Figure;
import io.millrace.model.scenario.Objective;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a search or a simulation found out about a plan.
 *
 * @param tool what found it, with its version
 * @param objective what it was to be best at
 * @param estimate seconds of an iteration by the closed form
 * @param simulated seconds of an iteration by the simulator, with their range
 * @param bound what no plan of the space can be below, in the unit of the objective
 * @param gap how much better than this one a plan can be at most, as a share of this one; zero once
 *     it is proven to be the best
 */
public record PlanFindings(
    String tool,
    Objective objective,
    OptionalDouble estimate,
    Optional<Figure> simulated,
    OptionalDouble bound,
    OptionalDouble gap) {

  /** Checks the numbers. */
  public PlanFindings {
    requireNotNegative("estimate", estimate);
    requireNotNegative("bound", bound);
    requireNotNegative("gap", gap);
    if (gap.orElse(0) > 1) {
      throw new IllegalArgumentException("gap must be in [0, 1]: " + gap.getAsDouble());
    }
  }

  /** Found by a tool for an objective; nothing else is known yet. */
  public static PlanFindings of(String tool, Objective objective) {
    return new PlanFindings(
        tool,
        objective,
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** With the time by the closed form, in seconds. */
  public PlanFindings estimated(double seconds) {
    return new PlanFindings(tool, objective, OptionalDouble.of(seconds), simulated, bound, gap);
  }

  /** With the time by the simulator. */
  public PlanFindings simulated(Figure seconds) {
    return new PlanFindings(tool, objective, estimate, Optional.of(seconds), bound, gap);
  }

  /** With a lower bound, in the unit of the objective, and the gap that it leaves. */
  public PlanFindings proven(double atLeast, double share) {
    return new PlanFindings(
        tool, objective, estimate, simulated, OptionalDouble.of(atLeast), OptionalDouble.of(share));
  }

  private static void requireNotNegative(String name, OptionalDouble value) {
    double number = value.orElse(0);
    if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be finite and not negative: " + number);
    }
  }
}
