package io.millrace.scenarios.text;

import io.millrace.scenarios.query.AnswerColumn;
import io.millrace.scenarios.query.RowSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer as comma-separated values (RFC 4180, but with line feeds): a header, numbers
 * with all their digits, nothing where a value is absent.
 */
public final class CsvRows implements RowSink {
  private final Appendable out;

  /** To somewhere. */
  public CsvRows(Appendable out) {
    this.out = out;
  }

  @Override
  public void columns(List<AnswerColumn> columns) {
    line(columns.stream().map(it -> cell(it.name())).collect(Collectors.joining(",")));
  }

  @Override
  public void row(List<@Nullable Object> row) {
    line(row.stream().map(CsvRows::cell).collect(Collectors.joining(",")));
  }

  private void line(String line) {
    try {
      out.append(line).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    boolean plain = !text.isEmpty() && text.chars().noneMatch(it -> ",\"\n\r".indexOf(it) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
