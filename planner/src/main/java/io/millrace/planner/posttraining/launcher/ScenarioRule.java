package io.millrace.planner.posttraining.launcher;

import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.function.Predicate;

/**
 * What a question has to obey for a launcher to have any plan for it.
 *
 * @param name a short name, such as {@code verl: algorithms}
 * @param reason why
 * @param source where that is written; {@code recalled} where nobody looked it up
 * @param test whether a scenario obeys
 */
public record ScenarioRule(
    String name, String reason, String source, Predicate<PostTrainingScenario> test) {

  /** Whether a scenario obeys. */
  public boolean holds(PostTrainingScenario scenario) {
    return test.test(scenario);
  }

  @Override
  public String toString() {
    return name + ": " + reason;
  }
}
