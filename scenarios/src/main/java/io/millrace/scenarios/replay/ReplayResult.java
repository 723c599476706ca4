package io.millrace.scenarios.replay;

import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * When each flow of a replay ended.
 *
 * @param ends seconds, in the order of the flows; empty for a flow that never ends because a link
 *     of its has no capacity
 */
public record ReplayResult(List<OptionalDouble> ends) {

  /** The name and version of the written form. */
  public static final String FORMAT = "replay/1";

  /** Copies the list. */
  public ReplayResult {
    ends = List.copyOf(ends);
  }

  /**
   * The largest difference from the ends the replay came with, relative to those; empty if it came
   * with none. A flow that ends in one account only differs infinitely.
   */
  public OptionalDouble largestDifference(FlowReplay replay) {
    OptionalDouble largest = OptionalDouble.empty();
    for (int i = 0; i < ends.size(); i++) {
      OptionalDouble expected = replay.flows().get(i).end();
      if (expected.isPresent()) {
        double difference = difference(ends.get(i), expected.getAsDouble());
        largest = OptionalDouble.of(Math.max(largest.orElse(0), difference));
      }
    }
    return largest;
  }

  private static double difference(OptionalDouble actual, double expected) {
    if (actual.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double difference = Math.abs(actual.getAsDouble() - expected);
    return difference == 0 ? 0 : difference / Math.abs(expected);
  }

  /** The tree of {@code replay/1}; {@code null} stands for an end that never comes. */
  public ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT);
    ArrayNode flows = root.putArray("flows");
    for (OptionalDouble end : ends) {
      ObjectNode flow = flows.addObject();
      end.ifPresentOrElse(seconds -> flow.put("end", seconds), () -> flow.putNull("end"));
    }
    return root;
  }
}
