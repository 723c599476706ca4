package io.millrace.planner.posttraining;

import java.util.Arrays;

/** Seconds by number, in open addressing: found without an object for the number. */
final class SecondsTable {
  private static final long EMPTY = -1;

  private long[] keys = new long[1024];
  private double[] values = new double[1024];
  private int size;

  SecondsTable() {
    Arrays.fill(keys, EMPTY);
  }

  /** What was put there, or NaN. */
  double get(long key) {
    int place = place(key);
    return keys[place] == key ? values[place] : Double.NaN;
  }

  /** Puts it there. The key is not negative and not there yet. */
  void put(long key, double value) {
    if (2 * ++size > keys.length) {
      grow();
    }
    int place = place(key);
    keys[place] = key;
    values[place] = value;
  }

  private int place(long key) {
    int mask = keys.length - 1;
    // the golden ratio's bits spread numbers that differ little (Knuth, volume 3, section 6.4)
    int place = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (keys[place] != EMPTY && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldKeys = keys;
    double[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new double[keys.length];
    Arrays.fill(keys, EMPTY);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        int place = place(oldKeys[i]);
        keys[place] = oldKeys[i];
        values[place] = oldValues[i];
      }
    }
  }
}
