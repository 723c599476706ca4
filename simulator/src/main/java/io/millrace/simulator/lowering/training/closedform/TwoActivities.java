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
    return new TwoActivities(rate(first, second), rate(second, first));
  }

  /**
   * What one activity reaches beside another.
   *
   * @param one its shares of each resource
   * @param other those of the other, as many
   */
  public static double rate(double[] one, double[] other) {
    double level = 1;
    for (int i = 0; i < one.length; i++) {
      level = Math.min(level, 1 / Math.max(1, one[i] + other[i]));
    }
    boolean stops = false;
    boolean otherStops = false;
    for (int i = 0; i < one.length; i++) {
      boolean full = level * (one[i] + other[i]) >= FULL;
      stops |= full && one[i] > 0;
      otherStops |= full && other[i] > 0;
    }
    if (stops || !otherStops) {
      return stops ? level : 1;
    }
    double rate = 1;
    for (int i = 0; i < one.length; i++) {
      rate = one[i] > 0 ? Math.min(rate, (1 - level * other[i]) / one[i]) : rate;
    }
    return rate;
  }
}
