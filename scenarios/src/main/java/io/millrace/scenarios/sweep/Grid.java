package io.millrace.scenarios.sweep;

import java.util.ArrayList;
import java.util.List;

/** All combinations of the points of some axes; the last axis varies fastest. */
record Grid(List<Axis> axes) implements Points {

  /** Copies the list. */
  Grid {
    axes = List.copyOf(axes);
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
  public List<List<Setting>> at(long number) {
    List<List<Setting>> settings = new ArrayList<>(axes.size());
    long left = number;
    for (Axis axis : axes.reversed()) {
      settings.add(axis.at((int) (left % axis.size())));
      left /= axis.size();
    }
    return settings.reversed();
  }

  @Override
  public long pointsOfContext() {
    return axes.stream().filter(Axis::isOfPlan).mapToLong(Axis::size).reduce(1, (a, b) -> a * b);
  }
}
