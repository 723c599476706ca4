package io.millrace.ui.figures;

import io.millrace.scenarios.query.AnswerColumn;
import io.millrace.scenarios.query.RowSink;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts in tables that people open in a spreadsheet, which would run those that begin like a
 * formula (OWASP, "CSV Injection"). Such a text gets an apostrophe before it; numbers stay as they
 * are.
 */
public final class Spreadsheet {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+([eE][+-]?[0-9]+)?");
  private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\t\r].*");

  private Spreadsheet() {}

  /** A text that is run by no spreadsheet. */
  public static String harmless(String text) {
    boolean runs = FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches();
    return runs ? "'" + text : text;
  }

  /** Takes rows to where they are written, their texts harmless. */
  public static RowSink harmless(RowSink rows) {
    return new RowSink() {
      @Override
      public void columns(List<AnswerColumn> columns) {
        rows.columns(
            columns.stream().map(it -> new AnswerColumn(harmless(it.name()), it.kind())).toList());
      }

      @Override
      public void row(List<@Nullable Object> row) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (Object cell : row) {
          cells.add(cell instanceof String text ? harmless(text) : cell);
        }
        rows.row(cells);
      }
    };
  }
}
