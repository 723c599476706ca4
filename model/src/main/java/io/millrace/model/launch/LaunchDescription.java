package io.millrace.model.launch;

import io.millrace.model.architecture.ModelArchitecture;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the files of a launcher say of a run.
 *
 * @param framework the software line that reads them
 * @param model the model, where they describe it
 * @param workload keys of a scenario's {@code workload} as far as they say them
 * @param plan keys of a scenario's {@code plan}, without {@code data}, which follows from the
 *     devices
 * @param devices how many devices take part, where they say it
 * @param devicesPerNode how many of them a node has, where they say it
 * @param microBatches micro-batches of an iteration on each data-parallel rank, where they say it
 * @param shardingGroups groups of data-parallel ranks that each share out the whole
 * @param notes what was not understood, or means something else to Millrace
 */
public record LaunchDescription(
    String framework,
    Optional<ModelArchitecture> model,
    ObjectNode workload,
    ObjectNode plan,
    OptionalInt devices,
    OptionalInt devicesPerNode,
    OptionalInt microBatches,
    int shardingGroups,
    List<String> notes) {

  /** Copies the list. */
  public LaunchDescription {
    notes = List.copyOf(notes);
  }
}
