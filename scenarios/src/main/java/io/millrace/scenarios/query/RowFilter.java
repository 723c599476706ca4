package io.millrace.scenarios.query;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What rows have to have in one column; a row without a value in it has not. */
public sealed interface RowFilter {

  /** The column. */
  String column();

  /** The condition in SQL, with nothing of a visitor's text but quoted names and values. */
  String sql();

  /**
   * Numbers from one to another.
   *
   * @param column of numbers
   * @param low the least; negative infinity: any
   * @param high the largest; infinity: any
   */
  record Range(String column, double low, double high) implements RowFilter {

    /** Checks that there are limits. */
    public Range {
      if (Double.isNaN(low) || Double.isNaN(high)) {
        throw new IllegalArgumentException(column + " from " + low + " to " + high);
      }
    }

    @Override
    public String sql() {
      return "CAST(%s AS DOUBLE) BETWEEN %s AND %s"
          .formatted(RowsDatabase.name(column), number(low), number(high));
    }

    private static String number(double value) {
      return Double.isInfinite(value)
          ? "CAST('%sinfinity' AS DOUBLE)".formatted(value < 0 ? "-" : "")
          : String.format(Locale.ROOT, "CAST(%s AS DOUBLE)", value);
    }
  }

  /**
   * One of some values.
   *
   * @param column of words, numbers or flags
   * @param values as texts
   */
  record OneOf(String column, List<String> values) implements RowFilter {

    /** Copies the list. */
    public OneOf {
      values = List.copyOf(values);
    }

    @Override
    public String sql() {
      return values.isEmpty()
          ? "false"
          : values.stream()
              .map(RowsDatabase::text)
              .collect(
                  Collectors.joining(
                      ", ", "CAST(" + RowsDatabase.name(column) + " AS VARCHAR) IN (", ")"));
    }
  }
}
