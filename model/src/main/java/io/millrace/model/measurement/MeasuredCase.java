package io.millrace.model.measurement;

import io.millrace.model.input.Issue;
import io.millrace.model.scenario.Scenario;
import java.util.List;
import java.util.Optional;

/**
 * A scenario with a plan and what was measured for it.
 *
 * @param id a name that is unique in its file
 * @param family the group it is summarised with
 * @param superseded whether a newer release was measured with the same configuration: predicted and
 *     listed, not scored
 * @param scenario the configuration with the measured result as {@code published}; absent where it
 *     cannot be read
 * @param issues why the scenario is absent, empty otherwise; paths start at the case
 */
public record MeasuredCase(
    String id, String family, boolean superseded, Optional<Scenario> scenario, List<Issue> issues) {

  /** Checks that a missing scenario has a reason. */
  public MeasuredCase {
    issues = List.copyOf(issues);
    if (scenario.isEmpty() && issues.isEmpty()) {
      throw new IllegalArgumentException(id + " has neither a scenario nor an issue");
    }
  }
}
