package io.millrace.simulator.lowering.streams;

import io.millrace.model.streams.StreamRun;

/** A level over time, and its mean and its most since it was last reset. */
final class Gauge {
  private long level;
  private long most;
  private long since;
  private long start;

  /** Level times ticks. A double, as the product of many levels and long times has no bound. */
  private double area;

  /** The level from a time on. */
  void set(long time, long other) {
    area += (double) level * (time - since);
    since = time;
    level = other;
    most = Math.max(most, other);
  }

  /** Raises the level, or lowers it. */
  void add(long time, long difference) {
    set(time, level + difference);
  }

  /** Forgets what was before a time. */
  void reset(long time) {
    area = 0;
    since = time;
    start = time;
    most = level;
  }

  /** The mean until a time; the level itself if none has passed. */
  double mean(long time) {
    double whole = area + (double) level * (time - since);
    return time > start ? whole / (time - start) : level;
  }

  /** The mean until a time, and the most. */
  StreamRun.Level level(long time) {
    return new StreamRun.Level(mean(time), most);
  }
}
