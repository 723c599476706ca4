package io.millrace.simulator.lowering.streams;

/**
 * A first-in, first-out queue with room for so many values, and the producers that wait for room in
 * it in the order in which they came. A producer waits with one value at a time.
 */
final class BoundedQueue {
  private final int capacity;
  private final Ring values;
  private final Ring producers;
  private final Ring offered;

  /**
   * An empty queue.
   *
   * @param capacity the most values
   * @param mostProducers the most that may wait
   */
  BoundedQueue(int capacity, int mostProducers) {
    this.capacity = capacity;
    values = new Ring(capacity);
    producers = new Ring(mostProducers);
    offered = new Ring(mostProducers);
  }

  /** Takes a value in, or lets its producer wait. */
  boolean offer(int producer, int value) {
    if (values.size() < capacity) {
      values.add(value);
      return true;
    }
    producers.add(producer);
    offered.add(value);
    return false;
  }

  /** Values in the queue. */
  int size() {
    return values.size();
  }

  /** Removes the value that came first. */
  int take() {
    return values.remove();
  }

  /** Whether there is room for the value of somebody who waits. */
  boolean canAdmit() {
    return producers.size() > 0 && values.size() < capacity;
  }

  /** Takes in the value of the producer that has waited longest, and returns the producer. */
  int admit() {
    values.add(offered.remove());
    return producers.remove();
  }

  /** Producers that wait. */
  int waiting() {
    return producers.size();
  }
}
