package io.millrace.scenarios.sweep;

/**
 * The points of a sweep, by number. Axes come in the order of {@link Sweep#axes()}: those of the
 * plan last, and these vary fastest.
 */
sealed interface Points permits Grid, Sample {

  /** How many there are, before conditions. */
  long count();

  /** A point. */
  Point at(long number);

  /**
   * The number of the context that a point belongs to: points of one context are neighbours and
   * differ only in their plan.
   */
  default long context(long number) {
    return number / pointsOfContext();
  }

  /** The number of its plan among those of its context. */
  default long plan(long number) {
    return number % pointsOfContext();
  }

  /** How many points a context has. */
  long pointsOfContext();
}
