package io.millrace.scenarios.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All combinations of the points of some axes; the last axis varies fastest.
 *
 * @param pointsOfContext the combinations of those of the plan
 */
record Grid(List<Axis> axes, long pointsOfContext) implements Points {

  /** Of some axes. */
  Grid(List<Axis> axes) {
    this(
        List.copyOf(axes),
        axes.stream().filter(Axis::isOfPlan).mapToLong(Axis::size).reduce(1, (a, b) -> a * b));
  }

  /**
   * How many combinations there are.
   *
   * @throws ArithmeticException if no {@code long} holds their number
   */
  @Override
  public long count() {
    return axes.stream().mapToLong(Axis::size).reduce(1, Math::multiplyExact);
  }

  @Override
  public Point at(long number) {
    List<List<Setting>> settings = new ArrayList<>(Collections.nCopies(axes.size(), List.of()));
    long left = number;
    for (int i = axes.size() - 1; i >= 0; i--) {
      Axis axis = axes.get(i);
      settings.set(i, axis.at((int) (left % axis.size())));
      left /= axis.size();
    }
    return new Point(number, settings);
  }
}
