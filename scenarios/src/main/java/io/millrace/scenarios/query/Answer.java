package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table in memory.
 *
 * @param columns its columns
 * @param rows a value for each column; {@code null} where there is none
 */
public record Answer(List<AnswerColumn> columns, List<List<@Nullable Object>> rows)
    implements RowSource {

  /** Copies the lists. */
  public Answer {
    columns = List.copyOf(columns);
    List<List<@Nullable Object>> copies = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(row + " has not a value for each of " + columns);
      }
      copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = Collections.unmodifiableList(copies);
  }

  /** What a source gives, all of it. */
  static Answer of(RowSource source) {
    Collector collector = new Collector();
    source.sendTo(collector);
    return new Answer(collector.columns, collector.rows);
  }

  @Override
  public void sendTo(RowSink sink) {
    sink.columns(columns);
    rows.forEach(sink::row);
  }

  private static final class Collector implements RowSink {
    private List<AnswerColumn> columns = List.of();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    @Override
    public void columns(List<AnswerColumn> columns) {
      this.columns = columns;
    }

    @Override
    public void row(List<@Nullable Object> row) {
      rows.add(row);
    }
  }
}
