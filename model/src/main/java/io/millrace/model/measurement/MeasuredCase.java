package io.millrace.model.measurement;

import io.millrace.model.input.Issue;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.scenario.Measured;
import io.millrace.model.scenario.Scenario;
import java.util.List;
import java.util.Optional;

/**
 * A scenario with a plan and what was measured for it: of training or of post-training.
 *
 * @param id a name that is unique in its file
 * @param family the group it is summarised with
 * @param superseded whether a newer release was measured with the same configuration: predicted and
 *     listed, not scored
 * @param scenario the configuration of training with the measured result as {@code published};
 *     absent where it cannot be read or is of another kind
 * @param postTraining the same of post-training
 * @param issues why there is no scenario, empty otherwise; paths start at the case
 */
public record MeasuredCase(
    String id,
    String family,
    boolean superseded,
    Optional<Scenario> scenario,
    Optional<PostTrainingScenario> postTraining,
    List<Issue> issues) {

  /** Checks that a missing scenario has a reason. */
  public MeasuredCase {
    issues = List.copyOf(issues);
    if (scenario.isEmpty() && postTraining.isEmpty() && issues.isEmpty()) {
      throw new IllegalArgumentException(id + " has neither a scenario nor an issue");
    }
  }

  /** What was measured, where the case could be read. */
  public Optional<Measured> measured() {
    return scenario
        .flatMap(Scenario::published)
        .or(() -> postTraining.flatMap(PostTrainingScenario::published));
  }
}
