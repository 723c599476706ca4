package io.millrace.scenarios.sweep;

/**
 * How a sweep ended.
 *
 * @param chunks there are
 * @param present chunks that were there before
 * @param made chunks that were made
 * @param rows that were made
 * @param failures rows of these without figures
 * @param seconds that it took
 */
public record SweepOutcome(
    int chunks, int present, int made, long rows, long failures, double seconds) {

  /** Whether all rows are there. */
  public boolean complete() {
    return present + made == chunks;
  }
}
