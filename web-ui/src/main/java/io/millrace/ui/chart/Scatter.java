package io.millrace.ui.chart;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Points that can be chosen, such as plans.
 *
 * @param title what it is called
 * @param point what one point is, such as "Plan"
 * @param x what lies across
 * @param y what lies upward
 * @param points in the order of the table
 * @param joined ids of points that a line joins in this order, such as a Pareto front
 * @param guides lines beside which points are read, such as where both numbers are equal
 */
public record Scatter(
    String title,
    String point,
    Axis x,
    Axis y,
    List<Point> points,
    List<String> joined,
    List<Guide> guides)
    implements ChartDescription {

  /**
   * A line from one place to another.
   *
   * @param label what it stands for
   */
  public record Guide(String label, double fromX, double fromY, double toX, double toY) {
    /** Checks the numbers. */
    public Guide {
      for (double number : new double[] {fromX, fromY, toX, toY}) {
        Numbers.check(number, label);
      }
    }
  }

  /** Points without guides. */
  public Scatter(
      String title, String point, Axis x, Axis y, List<Point> points, List<String> joined) {
    this(title, point, x, y, points, joined, List.of());
  }

  /**
   * One of the points.
   *
   * @param id by which it is chosen
   * @param label what it is called
   * @param group decides its colour and shape
   * @param x how far across
   * @param y how far upward
   * @param reason why it is out of the question, which makes it grey; empty if it is not
   */
  public record Point(String id, String label, String group, double x, double y, String reason) {
    /** Checks the numbers. */
    public Point {
      Numbers.check(x, label);
      Numbers.check(y, label);
    }

    /** A point that is possible. */
    public Point(String id, String label, String group, double x, double y) {
      this(id, label, group, x, y, "");
    }

    boolean possible() {
      return reason.isEmpty();
    }
  }

  /** Copies the lists and checks the ids. */
  public Scatter {
    points = List.copyOf(points);
    joined = List.copyOf(joined);
    guides = List.copyOf(guides);
    Set<String> ids = new HashSet<>();
    for (Point each : points) {
      if (!ids.add(each.id())) {
        throw new IllegalArgumentException("two points have the id '" + each.id() + "'");
      }
    }
    for (String id : joined) {
      if (!ids.contains(id)) {
        throw new IllegalArgumentException("the line joins '" + id + "', which is no point");
      }
    }
  }
}
