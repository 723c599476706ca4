package io.millrace.model.posttraining;

/**
 * What the fullest device of a call holds while the call runs.
 *
 * @param bytes of the call itself and of what models that are trained there keep
 * @param capacity of the device's memory
 */
public record DeviceFill(double bytes, double capacity) {

  /** Bytes that are too many; zero where it fits. */
  public double lacking() {
    return Math.max(0, bytes - capacity);
  }
}
