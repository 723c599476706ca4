package io.millrace.ui.chart;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Things with many properties: an axis for each property, a line across all of them for each thing.
 * Visitors mark parts of axes.
 *
 * @param title what it is called
 * @param line what one line is, such as "Point"
 * @param axes from the left
 * @param lines in the order of the table
 * @param shade the axis by whose numbers lines are coloured, from 0
 */
public record ParallelCoordinates(
    String title, String line, List<ParallelAxis> axes, List<Line> lines, int shade)
    implements ChartDescription {

  /**
   * A property.
   *
   * @param id by which a visitor's mark names it
   * @param of what its numbers mean
   * @param categories what the numbers 0, 1, 2... stand for; empty where they are themselves
   */
  public record ParallelAxis(String id, Axis of, List<String> categories) {
    /** Copies the list. */
    public ParallelAxis {
      categories = List.copyOf(categories);
    }
  }

  /**
   * A thing.
   *
   * @param id by which it is chosen
   * @param label what it is called
   * @param values one for each axis
   */
  public record Line(String id, String label, List<Double> values) {
    /** Checks the numbers. */
    public Line {
      values = List.copyOf(values);
      values.forEach(it -> Numbers.check(it, label));
    }
  }

  /** Copies the lists and checks that they fit. */
  public ParallelCoordinates {
    axes = List.copyOf(axes);
    lines = List.copyOf(lines);
    Objects.checkIndex(shade, axes.size());
    Set<String> ids = new HashSet<>();
    for (Line each : lines) {
      if (each.values().size() != axes.size()) {
        throw new IllegalArgumentException(each.label() + " has not a value for each axis");
      }
      if (!ids.add(each.id())) {
        throw new IllegalArgumentException("two lines have the id '" + each.id() + "'");
      }
    }
  }
}
