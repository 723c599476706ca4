package io.millrace.scenarios.sweep;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How far a sweep is; for all threads. */
public final class SweepProgress {
  private final AtomicInteger chunks = new AtomicInteger();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile int missing;
  private volatile boolean cancelled;

  /** Notes how many chunks are to be made. */
  void begin(int number) {
    missing = number;
  }

  /** Chunks that are to be made. */
  public int missing() {
    return missing;
  }

  /** Notes a chunk that was kept. */
  void kept(int number, int failed) {
    rows.addAndGet(number);
    failures.addAndGet(failed);
    chunks.incrementAndGet();
  }

  /** Chunks that were kept. */
  public int chunks() {
    return chunks.get();
  }

  /** Rows that were kept. */
  public long rows() {
    return rows.get();
  }

  /** Rows without figures. */
  public long failures() {
    return failures.get();
  }

  void cancel() {
    cancelled = true;
  }

  /** Whether somebody ended it. */
  public boolean cancelled() {
    return cancelled;
  }
}
