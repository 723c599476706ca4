package io.millrace.simulator.lowering.posttraining;

import java.util.List;

/**
 * Several iterations of a plan.
 *
 * @param seconds of an iteration once the first one's start no longer shows
 * @param spans of all calls of all iterations in the order in which they started
 */
public record IterationEstimate(double seconds, List<CallSpan> spans) {

  /** Copies the list. */
  public IterationEstimate {
    spans = List.copyOf(spans);
  }
}
