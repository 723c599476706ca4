package io.millrace.scenarios.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleFunction;

/**
 * How far a long run is, on one line of a terminal that is written over and finally cleared. Runs
 * that end within two seconds show nothing.
 */
final class ProgressLine implements AutoCloseable {
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final String CLEAR = "\r\u001B[K";

  private final PrintWriter err;
  private final DoubleFunction<String> line;
  private final long start = System.nanoTime();
  private final AtomicInteger done;
  private final Thread painter;
  private boolean shown;

  /**
   * Starts a line.
   *
   * @param what the work, such as {@code checking}
   * @param total its steps, zero if they cannot be counted
   * @param watched whether to show anything
   */
  ProgressLine(PrintWriter err, String what, int total, boolean watched) {
    this(err, new AtomicInteger(), what, total, watched);
  }

  private ProgressLine(
      PrintWriter err, AtomicInteger done, String what, int total, boolean watched) {
    this(err, done, elapsed -> line(what, done.get(), total, elapsed), watched);
  }

  /**
   * Starts a line that says something of its own.
   *
   * @param line what to show after some seconds
   * @param watched whether to show anything
   */
  ProgressLine(PrintWriter err, DoubleFunction<String> line, boolean watched) {
    this(err, new AtomicInteger(), line, watched);
  }

  private ProgressLine(
      PrintWriter err, AtomicInteger done, DoubleFunction<String> line, boolean watched) {
    this.err = err;
    this.done = done;
    this.line = line;
    this.painter = Thread.ofVirtual().name("progress").unstarted(this::paint);
    if (watched) {
      painter.start();
    }
  }

  /** Notes that some steps are done; from any thread. */
  void done(int steps) {
    done.accumulateAndGet(steps, Math::max);
  }

  private void paint() {
    try {
      Thread.sleep(QUIET);
      while (true) {
        shown = true;
        err.print(CLEAR + line.apply((System.nanoTime() - start) / 1e9));
        err.flush();
        Thread.sleep(BETWEEN);
      }
    } catch (InterruptedException closed) {
      if (shown) {
        err.print(CLEAR);
        err.flush();
      }
    }
  }

  /** What to show after some seconds. */
  static String line(String what, int steps, int total, double elapsed) {
    if (total == 0 || steps == 0) {
      return String.format(Locale.ROOT, "%s, %.0f s", what, elapsed);
    }
    double left = elapsed / steps * (total - steps);
    return String.format(Locale.ROOT, "%s: %d of %d, about %.0f s to go", what, steps, total, left);
  }

  /** Clears the line. */
  @Override
  public void close() {
    painter.interrupt();
    boolean interrupted = false;
    while (painter.isAlive()) {
      try {
        painter.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
