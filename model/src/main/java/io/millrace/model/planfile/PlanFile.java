package io.millrace.model.planfile;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import java.util.Optional;

/**
 * A plan with the question that it answers, so that the file alone can be simulated again.
 *
 * @param scenario the question; its plan is this one
 * @param findings what is known of the answer; absent where somebody wrote the plan by hand
 */
public record PlanFile(Scenario scenario, Optional<PlanFindings> findings) {

  /** The name and version of the format. */
  public static final String FORMAT = "plan/1";

  /** Checks that there is a plan. */
  public PlanFile {
    if (scenario.plan().isEmpty()) {
      throw new IllegalArgumentException("scenario " + scenario.name() + " has no plan");
    }
  }

  /** A plan that was found for a scenario, whatever plan the scenario itself names. */
  public static PlanFile of(Scenario scenario, TrainingPlan plan, PlanFindings findings) {
    return new PlanFile(scenario.with(plan), Optional.of(findings));
  }

  /** A plan of which nothing is known but that it answers the scenario. */
  public static PlanFile of(Scenario scenario, TrainingPlan plan) {
    return new PlanFile(scenario.with(plan), Optional.empty());
  }

  /** The plan. */
  public TrainingPlan plan() {
    return scenario.plan().orElseThrow();
  }
}
