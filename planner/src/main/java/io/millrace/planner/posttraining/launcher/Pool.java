package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.ModelFunctionCall;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Calls that a launcher puts on one and the same devices, where they take turns.
 *
 * @param name what the launcher calls it, such as {@code global_pool}
 * @param groups at least one
 */
public record Pool(String name, List<Group> groups) {

  /** Copies the list. */
  public Pool {
    groups = List.copyOf(groups);
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("pool " + name + " has no groups");
    }
  }

  /** All calls of its groups. */
  public List<ModelFunctionCall> calls() {
    return groups.stream().flatMap(it -> it.calls().stream()).toList();
  }

  /** The groups in short: {@code global_pool{rollout, actor}}. */
  public String label() {
    return name + groups.stream().map(Group::name).collect(Collectors.joining(", ", "{", "}"));
  }
}
