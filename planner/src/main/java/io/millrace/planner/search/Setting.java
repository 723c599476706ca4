package io.millrace.planner.search;

import io.millrace.model.scenario.Scenario;
import io.millrace.planner.space.PlanSpace;

/**
 * A number of devices and a precision: what plans are searched for under. Each has its own space
 * and its own costs.
 *
 * @param index its place among all that are searched
 * @param scenario with that many devices and that precision
 * @param space its plans
 * @param goal what they are compared by
 */
public record Setting(int index, Scenario scenario, PlanSpace space, Goal goal) {

  /** How many devices its plans use. */
  public int devices() {
    return scenario.cluster().devices();
  }
}
