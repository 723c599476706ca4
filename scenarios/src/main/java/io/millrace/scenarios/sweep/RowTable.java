package io.millrace.scenarios.sweep;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a chunk. What a row does not set is absent. */
final class RowTable {
  private final List<Column> columns;
  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private @Nullable Object[] row;
  private int failures;

  RowTable(List<Column> columns) {
    this.columns = List.copyOf(columns);
    this.row = new Object[columns.size()];
  }

  List<Column> columns() {
    return columns;
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
