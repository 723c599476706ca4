package io.millrace.ui.chart;

import java.util.List;

/**
 * How something changes with something else.
 *
 * @param title what it is called
 * @param x what lies across
 * @param y what lies upward
 * @param lines to compare
 */
public record Lines(String title, Axis x, Axis y, List<Line> lines) implements ChartDescription {

  /**
   * One of the lines.
   *
   * @param name what it is called
   * @param positions it goes through, in this order
   */
  public record Line(String name, List<Position> positions) {
    /** Copies the list. */
    public Line {
      positions = List.copyOf(positions);
    }
  }

  /**
   * Where a line goes through.
   *
   * @param x how far across
   * @param y how far upward
   */
  public record Position(double x, double y) {
    /** Checks the numbers. */
    public Position {
      Numbers.check(x, "a position");
      Numbers.check(y, "a position");
    }
  }

  /** Copies the list. */
  public Lines {
    lines = List.copyOf(lines);
  }
}
