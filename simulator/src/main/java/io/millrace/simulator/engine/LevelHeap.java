package io.millrace.simulator.engine;

import java.util.Arrays;

/**
 * The levels at which something may happen while the water rises: a binary heap of (level, id)
 * without re-ordering. An entry whose level has risen since is pushed again when it comes up, which
 * is cheaper than following every rise.
 */
final class LevelHeap {

  private int size;
  private double[] levels = new double[64];
  private int[] ids = new int[64];

  boolean isEmpty() {
    return size == 0;
  }

  double leastLevel() {
    return levels[0];
  }

  void push(double level, int id) {
    if (size == levels.length) {
      levels = Arrays.copyOf(levels, 2 * size);
      ids = Arrays.copyOf(ids, 2 * size);
    }
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) >> 1;
      if (levels[parent] <= level) {
        break;
      }
      levels[hole] = levels[parent];
      ids[hole] = ids[parent];
      hole = parent;
    }
    levels[hole] = level;
    ids[hole] = id;
  }

  /** Removes the entry of {@link #leastLevel()} and returns its id. */
  int pop() {
    int popped = ids[0];
    double level = levels[--size];
    int id = ids[size];
    int hole = 0;
    while (true) {
      int child = 2 * hole + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && levels[child + 1] < levels[child]) {
        child++;
      }
      if (level <= levels[child]) {
        break;
      }
      levels[hole] = levels[child];
      ids[hole] = ids[child];
      hole = child;
    }
    levels[hole] = level;
    ids[hole] = id;
    return popped;
  }
}
