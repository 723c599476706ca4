package io.millrace.simulator.lowering.posttraining;

import java.util.stream.IntStream;

/**
 * Devices that hold the same slice: each so many after the one before.
 *
 * @param first of them
 * @param end after the last device that could be one
 * @param period from one to the next
 */
record Copies(int first, int end, int period) {

  int count() {
    return first >= end ? 0 : (end - 1 - first) / period + 1;
  }

  boolean contains(int device) {
    return first <= device && device < end && (device - first) % period == 0;
  }

  /** Those of them from one device on, before another. */
  Copies within(int begin, int before) {
    int skipped = begin <= first ? 0 : Math.ceilDiv(begin - first, period);
    return new Copies(first + skipped * period, Math.min(end, before), period);
  }

  /** Their numbers. */
  int[] devices() {
    return IntStream.iterate(first, it -> it < end, it -> it + period).toArray();
  }
}
