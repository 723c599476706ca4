package io.millrace.simulator.engine;

import java.util.Arrays;

/** How much of each pool is in use, and the most that ever was. */
final class Pools {

  private int count;
  private long[] capacity = new long[0];
  private long[] level = new long[0];
  private long[] peak = new long[0];
  private long[] peakTime = new long[0];

  void reset(TaskGraph graph) {
    count = graph.pools();
    capacity = graph.poolCapacity;
    if (level.length < count) {
      level = new long[count];
      peak = new long[count];
      peakTime = new long[count];
    }
    System.arraycopy(graph.poolLevel, 0, level, 0, count);
    System.arraycopy(graph.poolLevel, 0, peak, 0, count);
    Arrays.fill(peakTime, 0, count, 0);
  }

  long level(int pool) {
    return level[pool];
  }

  /**
   * By how much the pool would be too small if so much more were taken; not positive if it fits.
   */
  long missing(int pool, long taken) {
    return Math.addExact(level[pool], taken) - capacity[pool];
  }

  void take(int pool, long units, long time) {
    level[pool] = Math.addExact(level[pool], units);
    if (level[pool] > peak[pool]) {
      peak[pool] = level[pool];
      peakTime[pool] = time;
    }
  }

  /** Gives units back; that more comes back than was ever taken is a mistake of the graph. */
  void giveBack(int pool, long units, int task) {
    level[pool] -= units;
    if (level[pool] < 0) {
      throw new IllegalStateException(
          "task "
              + task
              + " returns "
              + -level[pool]
              + " more to pool "
              + pool
              + " than is in use");
    }
  }

  long[] peaks() {
    return Arrays.copyOf(peak, count);
  }

  long[] peakTimes() {
    return Arrays.copyOf(peakTime, count);
  }
}
