package io.millrace.simulator.lowering.streams;

/** Whole numbers that leave in the order in which they came; as many as were announced. */
final class Ring {
  private final int[] values;
  private int first;
  private int size;

  Ring(int capacity) {
    values = new int[capacity];
  }

  int size() {
    return size;
  }

  void add(int value) {
    if (size == values.length) {
      throw new IllegalStateException("there is room for " + values.length);
    }
    int end = first + size++;
    values[end < values.length ? end : end - values.length] = value;
  }

  int remove() {
    if (size == 0) {
      throw new IllegalStateException("nothing is left");
    }
    int value = values[first];
    first = first + 1 < values.length ? first + 1 : 0;
    size--;
    return value;
  }
}
