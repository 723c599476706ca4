package io.millrace.simulator.engine;

/**
 * Entries sorted by the group they belong to, in their own order within a group: the entries of
 * group <i>g</i> are {@code order[first[g]]} to {@code order[first[g + 1] - 1]}.
 */
final class Grouping {

  final int[] first;
  private final int[] order;

  private Grouping(int[] first, int[] order) {
    this.first = first;
    this.order = order;
  }

  /** Groups the entries {@code 0 .. count - 1}, entry <i>i</i> into group {@code groups[i]}. */
  static Grouping of(int[] groups, int count, int groupCount) {
    int[] first = new int[groupCount + 1];
    for (int entry = 0; entry < count; entry++) {
      first[groups[entry] + 1]++;
    }
    for (int group = 0; group < groupCount; group++) {
      first[group + 1] += first[group];
    }
    int[] next = first.clone();
    int[] order = new int[count];
    for (int entry = 0; entry < count; entry++) {
      order[next[groups[entry]]++] = entry;
    }
    return new Grouping(first, order);
  }

  /** The values in the order of this grouping. */
  int[] sort(int[] values) {
    int[] sorted = new int[order.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = values[order[i]];
    }
    return sorted;
  }

  /** The values in the order of this grouping. */
  long[] sort(long[] values) {
    long[] sorted = new long[order.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = values[order[i]];
    }
    return sorted;
  }
}
