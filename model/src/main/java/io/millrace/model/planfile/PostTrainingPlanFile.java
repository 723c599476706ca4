package io.millrace.model.planfile;

import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.Optional;

/**
 * Where each call of post-training runs, with the question that this answers, so that the file
 * alone can be simulated again.
 *
 * @param scenario the question; its plan is this one
 * @param findings what is known of the answer; absent where somebody wrote the plan by hand
 */
public record PostTrainingPlanFile(PostTrainingScenario scenario, Optional<PlanFindings> findings) {

  /** The name and version of the format. */
  public static final String FORMAT = "post-training-plan/1";

  /** Checks that there is a plan. */
  public PostTrainingPlanFile {
    if (scenario.plan().isEmpty()) {
      throw new IllegalArgumentException("scenario " + scenario.name() + " has no plan");
    }
  }

  /** A plan that was found for a scenario, whatever plan the scenario itself names. */
  public static PostTrainingPlanFile of(
      PostTrainingScenario scenario, PostTrainingPlan plan, PlanFindings findings) {
    return new PostTrainingPlanFile(scenario.with(plan), Optional.of(findings));
  }

  /** A plan of which nothing is known but that it answers the scenario. */
  public static PostTrainingPlanFile of(PostTrainingScenario scenario, PostTrainingPlan plan) {
    return new PostTrainingPlanFile(scenario.with(plan), Optional.empty());
  }

  /** The plan. */
  public PostTrainingPlan plan() {
    return scenario.plan().orElseThrow();
  }
}
