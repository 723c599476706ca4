package io.millrace.ui.chart;

import java.util.List;
import java.util.Objects;

/**
 * A number for pairs of settings.
 *
 * @param title what it is called
 * @param value what the numbers mean
 * @param columnName what is set across
 * @param columns the settings, from the left
 * @param rowName what is set upward
 * @param rows the settings, from the bottom
 * @param cells that have a number; the others stay empty
 */
public record HeatMap(
    String title,
    Axis value,
    String columnName,
    List<String> columns,
    String rowName,
    List<String> rows,
    List<Cell> cells)
    implements ChartDescription {

  /**
   * One pair.
   *
   * @param id by which it is chosen; empty if it cannot be
   * @param column from 0
   * @param row from 0
   * @param value the number
   */
  public record Cell(String id, int column, int row, double value) {
    /** Checks the number. */
    public Cell {
      Numbers.check(value, "a cell");
    }

    /** A cell that cannot be chosen. */
    public Cell(int column, int row, double value) {
      this("", column, row, value);
    }
  }

  /** Copies the lists and checks that each cell is in the map. */
  public HeatMap {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    cells = List.copyOf(cells);
    for (Cell cell : cells) {
      Objects.checkIndex(cell.column(), columns.size());
      Objects.checkIndex(cell.row(), rows.size());
    }
  }
}
