package io.millrace.scenarios.sweep;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a sweep would come to.
 *
 * @param points combinations of the axes, or samples
 * @param rows of them that meet the conditions
 * @param counted whether all points were looked at, or {@code rows} is scaled from some
 * @param columns names of the columns that say which point a row is of
 * @param examples the values of these for some rows, spread over all
 * @param secondsPerPoint what points took that were tried, on one thread; absent where all took
 *     less than a warm-up
 * @param threads that would work
 */
public record SweepPreview(
    long points,
    long rows,
    boolean counted,
    List<String> columns,
    List<List<String>> examples,
    OptionalDouble secondsPerPoint,
    int threads) {

  /** Copies the lists. */
  public SweepPreview {
    columns = List.copyOf(columns);
    examples = examples.stream().map(List::copyOf).toList();
  }
}
