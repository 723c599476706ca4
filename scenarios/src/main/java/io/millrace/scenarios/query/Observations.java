package io.millrace.scenarios.query;

import java.util.List;

/**
 * Rows as statistics want them: column by column.
 *
 * @param numbers of the rows, ascending
 * @param figures for each figure its value in each row, finite
 * @param factors what the rows are told apart by
 */
record Observations(int[] numbers, double[][] figures, List<Factor> factors) {

  /** How many rows. */
  int size() {
    return numbers.length;
  }
}
