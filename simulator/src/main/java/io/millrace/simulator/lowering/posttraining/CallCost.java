package io.millrace.simulator.lowering.posttraining;

/**
 * What a call takes where a plan puts it.
 *
 * @param seconds from its start to its end when nothing else runs on its devices
 * @param staticBytes what it needs on its fullest device whether it runs or not: weights, gradients
 *     and optimizer states
 * @param activeBytes what it needs on top while it runs
 */
public record CallCost(double seconds, double staticBytes, double activeBytes) {

  /** A call that no device runs. */
  static CallCost beside(double seconds) {
    return new CallCost(seconds, 0, 0);
  }
}
