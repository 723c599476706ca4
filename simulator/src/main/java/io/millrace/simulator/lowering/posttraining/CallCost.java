package io.millrace.simulator.lowering.posttraining;

/**
 * What a call takes where a plan puts it.
 *
 * @param seconds from its start to its end when nothing else runs on its devices
 * @param staticBytes what it needs on its fullest device whether it runs or not: weights, gradients
 *     and optimizer states
 * @param activeBytes what it needs on top while it runs
 * @param roomBytes what its fullest device has for it
 */
public record CallCost(double seconds, double staticBytes, double activeBytes, double roomBytes) {

  /** A call that no device runs. */
  static CallCost beside(double seconds) {
    return new CallCost(seconds, 0, 0, 0);
  }

  /** Whether it fits where it is alone. */
  public boolean fits() {
    return staticBytes + activeBytes <= roomBytes;
  }
}
