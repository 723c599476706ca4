package io.millrace.model.report;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.workload.TrainingPrecision;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A plan that a planner proposes, or that is compared with its proposals.
 *
 * @param plan the plan
 * @param devices how many it uses
 * @param precision of the matrix products
 * @param estimate what formulas say of it
 * @param simulated what its simulation says; absent where it was not simulated
 */
public record PlannedRun(
    TrainingPlan plan,
    int devices,
    TrainingPrecision precision,
    Estimated estimate,
    Optional<SimulationReport> simulated) {

  /**
   * What formulas say.
   *
   * @param seconds of an iteration
   * @param breakdown where they go on the stage that the others wait for; the parts add up; empty
   *     where nobody asks that of the plan
   * @param bottleneckStage that stage
   * @param costPerMillionTokens US dollars; absent where no price is given
   * @param joulesPerToken of all devices; absent where the power is not published
   * @param memory what the fullest stage keeps in its device's memory
   * @param capacity of that memory
   */
  public record Estimated(
      double seconds,
      Map<TimePart, Double> breakdown,
      int bottleneckStage,
      OptionalDouble costPerMillionTokens,
      OptionalDouble joulesPerToken,
      Bytes memory,
      Bytes capacity) {

    /** Without where the time goes. */
    public Estimated(
        double seconds,
        OptionalDouble costPerMillionTokens,
        OptionalDouble joulesPerToken,
        Bytes memory,
        Bytes capacity) {
      this(seconds, Map.of(), 0, costPerMillionTokens, joulesPerToken, memory, capacity);
    }

    /** Copies the map. */
    public Estimated {
      EnumMap<TimePart, Double> ordered = new EnumMap<>(TimePart.class);
      ordered.putAll(breakdown);
      breakdown = Collections.unmodifiableMap(ordered);
    }
  }

  /** Seconds of an iteration: simulated where that was done. */
  public double seconds() {
    return simulated.map(it -> it.iterationTime().value()).orElse(estimate.seconds());
  }

  /** Whether it fits, as far as is known. */
  public boolean fits() {
    return simulated
        .map(SimulationReport::feasible)
        .orElse(estimate.memory().compareTo(estimate.capacity()) <= 0);
  }

  /** The same with its simulation. */
  public PlannedRun with(SimulationReport simulation) {
    return new PlannedRun(plan, devices, precision, estimate, Optional.of(simulation));
  }
}
