package io.millrace.planner;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.PlanRanking.Candidate;
import io.millrace.planner.space.CandidateSpace;
import io.millrace.simulator.Simulator;
import java.util.Comparator;
import java.util.List;

/** The front door: ranks the plans that a scenario allows. */
public interface Planner {

  /**
   * Ranks plans by iteration time; equal times keep the order of the space, so that the result is
   * the same in every run.
   */
  PlanRanking rank(Scenario scenario);

  /** Simulates every plan of the {@link CandidateSpace}, on all cores. */
  static Planner exhaustive(Simulator simulator) {
    return scenario -> {
      List<TrainingPlan> plans = new CandidateSpace(scenario).candidates();
      List<Candidate> feasible =
          plans.parallelStream()
              .map(
                  plan -> {
                    SimulationReport report = simulator.simulate(scenario, plan, false).report();
                    return new Candidate(plan, report);
                  })
              .filter(candidate -> candidate.report().feasible())
              .sorted(
                  Comparator.comparingDouble(
                      candidate -> candidate.report().iterationTime().value()))
              .toList();
      return new PlanRanking(plans.size(), feasible);
    };
  }
}
