package io.millrace.scenarios.query;

/** Gives an answer row by row, the same each time. */
@FunctionalInterface
public interface RowSource {

  /** Hands over the columns, then the rows. */
  void sendTo(RowSink sink);
}
