package io.millrace.scenarios.sweep;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a chunk. What a row does not set is absent. */
final class RowTable {
  private final List<Column> columns;
  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private @Nullable Object[] row;
  private final List<Timing> timings = new ArrayList<>();
  private long lastEnd = System.nanoTime();
  private int failures;

  /**
   * How long a point took.
   *
   * @param point its number
   * @param seconds since the point before it was done, or the table was begun
   */
  record Timing(long point, double seconds) {}

  RowTable(List<Column> columns) {
    this.columns = List.copyOf(columns);
    this.row = new Object[columns.size()];
  }

  int size() {
    return rows.size();
  }

  /** Starts a row. */
  void begin() {
    row = new Object[columns.size()];
    rows.add(row);
  }

  /** Starts a row with the values of another. */
  void begin(RowTable other, int index) {
    row = other.rows.get(index).clone();
    rows.add(row);
  }

  /** Sets a value of the last row. */
  void set(int column, Object value) {
    row[column] = value;
  }

  /** Notes that all rows of a point are there. */
  void end(long point) {
    long now = System.nanoTime();
    timings.add(new Timing(point, (now - lastEnd) / 1e9));
    lastEnd = now;
  }

  /** How long the points took, which is no part of the rows as it is never the same. */
  List<Timing> timings() {
    return timings;
  }

  /** Notes that the last row has no figures. */
  void fail() {
    failures++;
  }

  /** How many rows have no figures. */
  int failures() {
    return failures;
  }

  /** A value, or null where it is absent. */
  @Nullable Object get(int index, int column) {
    return rows.get(index)[column];
  }
}
