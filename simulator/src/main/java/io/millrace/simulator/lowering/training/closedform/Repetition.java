package io.millrace.simulator.lowering.training.closedform;

/**
 * Walks along a part of an order that repeats again and again, with nothing but transfers beside
 * its passes, until each repetition takes the same ({@link SteadyState}); the rest is then a matter
 * of time.
 *
 * <p>An instance is a workspace for one thread.
 */
final class Repetition {
  private final SteadyState steady = new SteadyState();

  /**
   * Repeats the part some times from where the clocks are.
   *
   * @param busy when each stage has had nothing else beside its passes, which is over
   */
  void repeat(
      PassOrder order, PassFigures passes, PipelineClocks clocks, double[] busy, int times) {
    for (int left = times - 1; left >= 0; left--) {
      steady.note(clocks);
      order.moveOn(clocks.arrival);
      clocks.walk(order, order.repeatsFrom, order.repeatsTo, passes, busy);
      if (left > 0 && steady.isReached(order, clocks)) {
        clocks.shift(order.repeatsTo, left * steady.later());
        return;
      }
    }
  }
}
