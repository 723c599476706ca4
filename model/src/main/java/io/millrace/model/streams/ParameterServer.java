package io.millrace.model.streams;

import io.millrace.model.quantity.Duration;

/**
 * Passes versions of the weights from trainers to policies. A step of training makes a version.
 *
 * @param push which versions go out, and when
 * @param delay from a push until policies use it in the batches that they begin
 */
public record ParameterServer(PushPeriod push, Duration delay) implements Stage {

  @Override
  public String name() {
    return "parameters";
  }

  @Override
  public int workers() {
    return 1;
  }
}
