package io.millrace.simulator.range;

/** A way to find the range of a prediction. */
@FunctionalInterface
public interface RangeMethod {

  /** The range of a time that answers to parameters in a known way. */
  Range of(Response response);

  /** No range. */
  static RangeMethod none() {
    return response -> Range.NONE;
  }

  /**
   * To first order: each parameter is moved once, and their effects add up as independent errors
   * do. Effects are estimated, and simulated where they matter.
   */
  static RangeMethod firstOrder() {
    return new FirstOrder();
  }

  /**
   * By samples of all parameters at once.
   *
   * @param samples how many
   * @param seed start of the draws
   */
  static RangeMethod sampled(int samples, long seed) {
    return new Sampled(samples, seed);
  }
}
