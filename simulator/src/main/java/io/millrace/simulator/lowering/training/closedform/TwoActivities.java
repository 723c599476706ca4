package io.millrace.simulator.lowering.training.closedform;

/**
 * The rates of two activities that share a device, as shares of what each reaches alone: max-min
 * fairness with equal claims. Both rise together until a resource is full; whoever draws on it
 * stops, and the other rises on to its own limit or until it fills another resource.
 *
 * <p>Resources have capacity one. With demands {@code a_r} and {@code b_r} the common level is
 * {@code min(1, 1 / (a_r + b_r))} over all resources, and one that does not draw on the resource
 * that is full reaches {@code min(1, (1 - level a_r) / b_r)}: the solution of the engine's rule for
 * two (design: activities draw on resources).
 *
 * @param first rate of the first
 * @param second rate of the second
 */
public record TwoActivities(double first, double second) {
  private static final double FULL = 1 - 1e-12;

  /** What two activities reach that ask for these shares of each resource. */
  public static TwoActivities of(double[] first, double[] second) {
    double level = 1;
    for (int i = 0; i < Math.min(first.length, second.length); i++) {
      level = Math.min(level, 1 / Math.max(1, first[i] + second[i]));
    }
    boolean firstStops = false;
    boolean secondStops = false;
    for (int i = 0; i < Math.min(first.length, second.length); i++) {
      boolean full = level * (first[i] + second[i]) >= FULL;
      firstStops |= full && first[i] > 0;
      secondStops |= full && second[i] > 0;
    }
    return new TwoActivities(
        firstStops ? level : rest(level, second, first),
        secondStops ? level : rest(level, first, second));
  }

  /** What is left for one where the other has stopped. */
  private static double rest(double level, double[] stopped, double[] rising) {
    double rate = 1;
    for (int i = 0; i < rising.length; i++) {
      double left = 1 - level * (i < stopped.length ? stopped[i] : 0);
      rate = rising[i] > 0 ? Math.min(rate, left / rising[i]) : rate;
    }
    return rate;
  }
}
