package io.millrace.planner;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.SimulationReport;
import java.util.List;

/**
 * Plans in the order of merit.
 *
 * @param candidates how many were simulated
 * @param feasible those that fit into memory, best first
 */
public record PlanRanking(int candidates, List<Candidate> feasible) {

  /** Copies the list. */
  public PlanRanking {
    feasible = List.copyOf(feasible);
  }

  /**
   * A plan and what it would be like.
   *
   * @param plan the plan
   * @param report its simulation
   */
  public record Candidate(TrainingPlan plan, SimulationReport report) {}
}
