package io.millrace.model.posttraining;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Duration;
import java.util.Optional;

/**
 * How updated weights get to where they are used, beside the bytes that travel.
 *
 * @param tensor what each tensor takes to be gathered, renamed and loaded, matrices of experts one
 *     by one
 * @param swap what it takes trainer and engine to make room for each other where they take turns
 * @param offload rate at which a device's share of what the trainer keeps leaves for the host's
 *     memory while the engine runs, and the same rate back; absent where it stays
 * @param inFlight whether an engine that runs ahead takes weights while it works on responses,
 *     which go on with them, rather than once all have ended
 */
public record WeightTransfer(
    Duration tensor, Duration swap, Optional<Bandwidth> offload, boolean inFlight) {

  /** Whether the engine is the trainer itself, which uses weights that are in place as they are. */
  public boolean isWithinTrainer() {
    return tensor.seconds() == 0 && swap.seconds() == 0;
  }
}
