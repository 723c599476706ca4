package io.millrace.scenarios.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of cells, each column as wide as its widest cell. */
public final class Table {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param title its header
   * @param numbers whether it is set flush right
   */
  public record Column(String title, boolean numbers) {

    /** A column of words, flush left. */
    public static Column words(String title) {
      return new Column(title, false);
    }

    /** A column of numbers, flush right. */
    public static Column numbers(String title) {
      return new Column(title, true);
    }
  }

  /** A table without rows. */
  public Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row; missing cells are empty. */
  public Table row(String... cells) {
    return row(Arrays.asList(cells));
  }

  /** Adds a row; missing cells are empty. */
  public Table row(List<String> cells) {
    if (cells.size() > columns.size()) {
      throw new IllegalArgumentException(cells + " has more cells than " + columns);
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** The lines of the table, the header first. */
  public List<String> lines(Palette palette) {
    List<String> titles = columns.stream().map(Column::title).toList();
    List<String> lines = new ArrayList<>();
    if (titles.stream().anyMatch(title -> !title.isEmpty())) {
      lines.add(palette.faint(line(titles)));
    }
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  /** The lines of the table as Markdown; cells must not have colours. */
  public List<String> markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(markdown(columns.stream().map(Column::title).toList()));
    lines.add(markdown(columns.stream().map(it -> it.numbers() ? "---:" : "---").toList()));
    rows.forEach(row -> lines.add(markdown(row)));
    return lines;
  }

  private String markdown(List<String> cells) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < columns.size(); i++) {
      String cell = i < cells.size() ? cells.get(i) : "";
      line.append(' ').append(cell.replace("|", "\\|")).append(" |");
    }
    return line.toString();
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      String cell = i < cells.size() ? cells.get(i) : "";
      String padding = " ".repeat(width(i) - Palette.width(cell));
      line.append(i == 0 ? "" : GAP);
      line.append(columns.get(i).numbers() ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int widest = Palette.width(columns.get(column).title());
    for (List<String> row : rows) {
      if (column < row.size()) {
        widest = Math.max(widest, Palette.width(row.get(column)));
      }
    }
    return widest;
  }
}
