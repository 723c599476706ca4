package io.millrace.scenarios.text;

import io.millrace.scenarios.query.AnswerColumn;
import io.millrace.scenarios.query.RowSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first rows of an answer as a table, and how many more there are. */
public final class RowsTable implements RowSink {
  private static final int LONGEST_CELL = 60;

  private final int most;
  private final List<Table.Column> header = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private long more;

  /**
   * An empty table.
   *
   * @param most how many rows it shows
   */
  public RowsTable(int most) {
    this.most = most;
  }

  @Override
  public void columns(List<AnswerColumn> columns) {
    columns.forEach(
        it -> header.add(new Table.Column(CellText.of(it.name()), it.kind().isNumeric())));
  }

  @Override
  public void row(List<@Nullable Object> row) {
    if (rows.size() < most) {
      rows.add(row.stream().map(CellText::of).map(RowsTable::shortened).toList());
    } else {
      more++;
    }
  }

  private static String shortened(String cell) {
    return cell.codePointCount(0, cell.length()) <= LONGEST_CELL
        ? cell
        : cell.substring(0, cell.offsetByCodePoints(0, LONGEST_CELL - 1)) + "…";
  }

  /** Its lines. */
  public List<String> lines(Palette palette) {
    Table table = new Table(header);
    rows.forEach(table::row);
    List<String> lines = new ArrayList<>(table.lines(palette));
    if (rows.isEmpty()) {
      lines.add(palette.faint("no rows"));
    }
    if (more > 0) {
      lines.add(palette.faint("and " + Numbers.whole(more) + " more; --csv FILE takes all"));
    }
    return lines;
  }
}
