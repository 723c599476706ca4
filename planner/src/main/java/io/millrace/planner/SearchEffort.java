package io.millrace.planner;

import java.time.Duration;
import java.util.Optional;

/**
 * How long to search. A search that ends early says by its gap what it may have missed.
 *
 * @param timeLimit when to stop searching; absent: when all is decided
 * @param work the most plans to cost, which unlike a time ends every run alike
 * @param threads that search; the answer does not depend on their number
 */
public record SearchEffort(Optional<Duration> timeLimit, long work, int threads) {
  /** Until all is decided, on two threads. */
  public static final SearchEffort TO_THE_END =
      new SearchEffort(Optional.empty(), Long.MAX_VALUE, 2);

  /** Checks the numbers. */
  public SearchEffort {
    if (work < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "work %d and threads %d must be positive".formatted(work, threads));
    }
  }
}
