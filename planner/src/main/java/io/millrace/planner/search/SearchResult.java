package io.millrace.planner.search;

import java.util.List;

/**
 * What a search gave.
 *
 * @param best the best plans, each with other degrees, devices or precision; the best first
 * @param front the plans of which none is better in every respect, where that was asked for
 * @param candidates how many plans there are
 * @param counts what became of them
 * @param bound what no plan gets below
 * @param finished whether all were decided
 */
public record SearchResult(
    List<Found> best,
    List<Found> front,
    long candidates,
    Counts counts,
    double bound,
    boolean finished) {

  /** Copies the lists. */
  public SearchResult {
    best = List.copyOf(best);
    front = List.copyOf(front);
  }

  /** How much of its value the best plan could lose at most to one that was not looked at. */
  public double gap() {
    if (finished) {
      return 0;
    }
    return best.isEmpty() ? 1 : Math.max(0, 1 - bound / best.getFirst().value());
  }
}
