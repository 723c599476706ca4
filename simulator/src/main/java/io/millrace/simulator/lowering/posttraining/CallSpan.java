package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.CallInstance;
import io.millrace.model.plan.CallPlacement;
import java.util.Optional;

/**
 * When a call ran.
 *
 * @param instance which one, in which iteration
 * @param placement where, unless no device ran it
 * @param start seconds from the start of the first iteration
 * @param moved seconds from then in which its weights travelled
 * @param end seconds from the start of the first iteration
 */
public record CallSpan(
    CallInstance instance,
    Optional<CallPlacement> placement,
    double start,
    double moved,
    double end) {

  /** Seconds from start to end. */
  public double seconds() {
    return end - start;
  }
}
