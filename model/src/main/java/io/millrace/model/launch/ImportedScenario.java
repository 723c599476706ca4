package io.millrace.model.launch;

import io.millrace.model.scenario.Scenario;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A scenario with its plan, made of a launcher's files and their surroundings.
 *
 * @param tree the scenario as a file would have it
 * @param scenario the same, complete
 * @param notes what was not understood or had to be assumed
 */
public record ImportedScenario(ObjectNode tree, Scenario scenario, List<String> notes) {

  /** Copies the list. */
  public ImportedScenario {
    notes = List.copyOf(notes);
  }
}
