package io.millrace.scenarios.cli;

import io.millrace.scenarios.sweep.SweepJob;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a sweep in good order when its process is told to end, by Ctrl-C or SIGTERM: no chunk is
 * begun, those that are being made get some seconds, and what is there is told.
 */
final class SweepEnding implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch told = new CountDownLatch(1);
  private final SweepJob job;
  private final PrintWriter err;
  private final Thread hook = new Thread(this::end, "ending");

  /**
   * Waits for the process to end, until it is closed.
   *
   * @param err where to say what is there if that cannot be waited for
   */
  SweepEnding(SweepJob job, PrintWriter err) {
    this.job = job;
    this.err = err;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end() {
    job.cancel();
    try {
      if (!told.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        err.printf(
            "millrace: ended; %,d chunks that were made stay, and the same command goes on%n",
            job.progress().chunks());
        err.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that what came of the sweep has been told. */
  @Override
  public void close() {
    told.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, for which the hook is there.
    }
  }
}
