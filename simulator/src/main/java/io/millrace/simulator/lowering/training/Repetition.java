package io.millrace.simulator.lowering.training;

/**
 * A part of an iteration that happens more often than it was simulated.
 *
 * @param start when it starts, in ticks
 * @param length how long it takes, in ticks
 * @param times how often it happens beside the one that was simulated
 */
record Repetition(long start, long length, long times) {

  /** Everything was simulated. */
  static final Repetition NONE = new Repetition(0, 0, 0);

  /** What it adds to the iteration, in ticks. */
  long ticks() {
    return length * times;
  }

  boolean contains(long time) {
    return time >= start && time < start + length;
  }
}
