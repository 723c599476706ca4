package io.millrace.simulator.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of running a {@link TaskGraph}. Times are ticks of the graph's {@link Timescale}. Not
 * finishing is a result as well: {@link #shortage} or {@link #blockage} says why.
 */
public final class Outcome {

  /** The start or finish of a task that did not. */
  public static final long NEVER = -1;

  private final Timescale timescale;
  private final boolean completed;
  private final long end;
  private final long[] start;
  private final long[] finish;
  private final double[] used;
  private final long[] peak;
  private final long[] peakTime;
  private final @Nullable Shortage shortage;
  private final @Nullable Blockage blockage;
  private final Effort effort;

  /**
   * What the run cost, so that speed can be judged without a clock.
   *
   * @param events starts, ends of delays and finishes
   * @param solves how often capacity was shared out anew
   * @param rateChanges how often an activity was given another rate
   */
  public record Effort(long events, long solves, long rateChanges) {}

  Outcome(
      Timescale timescale,
      boolean completed,
      long end,
      long[] start,
      long[] finish,
      double[] used,
      long[] peak,
      long[] peakTime,
      @Nullable Shortage shortage,
      @Nullable Blockage blockage,
      Effort effort) {
    this.timescale = timescale;
    this.completed = completed;
    this.end = end;
    this.start = start;
    this.finish = finish;
    this.used = used;
    this.peak = peak;
    this.peakTime = peakTime;
    this.shortage = shortage;
    this.blockage = blockage;
    this.effort = effort;
  }

  /** What one tick of the times below stands for. */
  public Timescale timescale() {
    return timescale;
  }

  /** The time of the last event. */
  public long end() {
    return end;
  }

  /** Whether every task has finished. */
  public boolean completed() {
    return completed;
  }

  /** When the task started, or {@link #NEVER}. */
  public long start(int task) {
    return start[task];
  }

  /** When the task finished, or {@link #NEVER}. */
  public long finish(int task) {
    return finish[task];
  }

  /** Units of the resource used in the whole run; over capacity and time it is the utilisation. */
  public double used(int resource) {
    return used[resource];
  }

  /** The most units of the pool that were in use at once. */
  public long peak(int pool) {
    return peak[pool];
  }

  /** When the peak was first reached. */
  public long peakTime(int pool) {
    return peakTime[pool];
  }

  /** The first time a pool ran out, if one did. */
  public Optional<Shortage> shortage() {
    return Optional.ofNullable(shortage);
  }

  /** What kept tasks from finishing other than a shortage that stopped the run, if anything did. */
  public Optional<Blockage> blockage() {
    return Optional.ofNullable(blockage);
  }

  /** What the run cost. */
  public Effort effort() {
    return effort;
  }
}
