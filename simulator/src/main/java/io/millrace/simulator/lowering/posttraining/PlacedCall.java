package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import java.util.Optional;

/**
 * A call where a plan puts it, with all that a simulation of it needs.
 *
 * @param placement unless no device runs it
 * @param arrival how weights come to it, where they do
 * @param seconds of the call itself
 * @param keptBytes that a device keeps for it between its runs
 * @param weightBytes that it needs on top while it runs, of weights
 * @param workingBytes the same of keys and values or activations
 * @param evicts whether what trainers keep leaves its devices while it runs
 */
record PlacedCall(
    ModelFunctionCall call,
    Optional<CallPlacement> placement,
    Optional<Arrival> arrival,
    double seconds,
    double keptBytes,
    double weightBytes,
    double workingBytes,
    boolean evicts) {

  /**
   * How updated weights come to a call.
   *
   * @param from where they are trained
   * @param plan who sends them
   * @param offloadSeconds before, until the trainer has made room
   * @param loadSeconds after, until the engine has taken them as its own
   */
  record Arrival(
      CallPlacement from, TransferPlan plan, double offloadSeconds, double loadSeconds) {}

  boolean runsOn(int device) {
    return placement.filter(it -> it.mesh().contains(device)).isPresent();
  }

  boolean overlaps(PlacedCall other) {
    return placement.isPresent()
        && other.placement.isPresent()
        && placement.get().mesh().overlaps(other.placement.get().mesh());
  }
}
