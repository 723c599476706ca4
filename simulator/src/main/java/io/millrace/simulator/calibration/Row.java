package io.millrace.simulator.calibration;

import io.millrace.model.input.Issues;
import java.util.Map;

/**
 * One line of a table, by the names in its first line. What is missing or no number becomes an
 * issue.
 */
final class Row {
  private final Map<String, String> cells;
  private final String place;
  private final Issues issues;

  Row(Map<String, String> cells, String place, Issues issues) {
    this.cells = cells;
    this.place = place;
    this.issues = issues;
  }

  boolean has(String column) {
    return !text(column).isEmpty();
  }

  String text(String column) {
    return cells.getOrDefault(column, "");
  }

  /** A number above zero; 1 after an issue. */
  double positive(String column) {
    double number = number(column, "");
    if (number > 0) {
      return number;
    }
    if (number <= 0) {
      issues.add(place, column + " is " + text(column), "give a number above zero");
    }
    return 1;
  }

  /** A whole number above zero. */
  int count(String column) {
    double number = positive(column);
    if (number != Math.rint(number) || number > Integer.MAX_VALUE) {
      issues.add(place, column + " is " + text(column), "give a whole number");
      return 1;
    }
    return (int) number;
  }

  /** A number, or another one if the column is absent or empty. */
  double number(String column, double otherwise) {
    return has(column) ? number(column, "") : otherwise;
  }

  private double number(String column, String hint) {
    try {
      double number = Double.parseDouble(text(column));
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // An issue below, as for what is not finite.
    }
    String found = has(column) ? "is " + text(column) : "is missing";
    issues.add(place, column + " " + found, hint.isEmpty() ? "give a number" : hint);
    return Double.NaN;
  }

  void issue(String message, String hint) {
    issues.add(place, message, hint);
  }
}
