package io.millrace.simulator.lowering.posttraining;

/** Calls that are ready to start, the earliest first; of equally early ones the lowest number. */
final class CallQueue {
  private final int[] numbers;
  private final double[] times;
  private int size;

  CallQueue(int capacity) {
    this.numbers = new int[capacity];
    this.times = new double[capacity];
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(int number, double time) {
    int place = size++;
    while (place > 0 && isBefore(time, number, place - 1)) {
      numbers[place] = numbers[place - 1];
      times[place] = times[place - 1];
      place--;
    }
    numbers[place] = number;
    times[place] = time;
  }

  /** The earliest; they are kept with the latest first. */
  int remove() {
    size--;
    return numbers[size];
  }

  /** Whether a call belongs behind the one at a place, which starts earlier. */
  private boolean isBefore(double time, int number, int place) {
    return times[place] < time || (times[place] == time && numbers[place] < number);
  }
}
