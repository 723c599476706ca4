package io.millrace.scenarios.sweep;

/** What is asked of each point. */
enum Evaluation {
  /** What formulas say of its plan. */
  COST("cost", 10_000),
  /** What its plan takes, event by event, with a range. */
  SIMULATE("simulate", 250),
  /** Which plan is best. */
  PLAN("plan", 8);

  private final String key;
  private final int rowsPerChunk;

  Evaluation(String key, int rowsPerChunk) {
    this.key = key;
    this.rowsPerChunk = rowsPerChunk;
  }

  /** The name in files. */
  String key() {
    return key;
  }

  /** How many rows take about a second, of a long sweep: what a kill may lose. */
  int rowsPerChunk() {
    return rowsPerChunk;
  }
}
