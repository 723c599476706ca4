package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.ModelFunctionCall;
import java.util.List;

/**
 * Calls that a launcher gives one and the same strategy: degrees, sequence parallelism and virtual
 * stages. Only micro-batches may differ.
 *
 * @param name what the launcher calls it, such as {@code rollout}
 * @param slicing groups of the same slicing have the same degrees but for data parallelism, as one
 *     setting of the launcher says them for all; the own name where a group is free
 * @param calls at least one
 */
public record Group(String name, String slicing, List<ModelFunctionCall> calls) {

  /** Copies the list. */
  public Group {
    calls = List.copyOf(calls);
    if (calls.isEmpty()) {
      throw new IllegalArgumentException("group " + name + " has no calls");
    }
  }

  /** A group that is free of others. */
  public static Group of(String name, List<ModelFunctionCall> calls) {
    return new Group(name, name, calls);
  }
}
