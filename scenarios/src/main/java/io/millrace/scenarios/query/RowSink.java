package io.millrace.scenarios.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes an answer row by row, so that none need hold all of it. */
public interface RowSink {

  /** Called once, first. */
  void columns(List<AnswerColumn> columns);

  /** A row, with a value for each column as its kind says. */
  void row(List<@Nullable Object> row);
}
