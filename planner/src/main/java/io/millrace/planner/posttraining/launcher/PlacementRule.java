package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.posttraining.PostTrainingScenario;

/**
 * What one placement has to obey for a launcher to run it.
 *
 * @param name a short name, such as {@code verl: rollouts without pipeline}
 * @param reason why
 * @param source where that is written; {@code recalled} where nobody looked it up
 * @param test whether a placement obeys
 */
public record PlacementRule(String name, String reason, String source, Test test) {

  /** Whether a call may be placed like that. */
  @FunctionalInterface
  public interface Test {
    /** Whether it may. */
    boolean holds(ModelFunctionCall call, CallPlacement placement, PostTrainingScenario scenario);
  }

  /** Whether a placement obeys. */
  public boolean holds(
      ModelFunctionCall call, CallPlacement placement, PostTrainingScenario scenario) {
    return test.holds(call, placement, scenario);
  }

  @Override
  public String toString() {
    return name + ": " + reason;
  }
}
