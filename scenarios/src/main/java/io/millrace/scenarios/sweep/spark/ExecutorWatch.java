package io.millrace.scenarios.sweep.spark;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.time.Duration;
import org.apache.spark.SparkContext;

/**
 * Gives up on a cluster that sends no executor. Spark itself would wait for ever, also where
 * executors are started again and again but cannot run.
 */
final class ExecutorWatch implements AutoCloseable {
  /** Spark's setting for how long to wait. */
  static final String PATIENCE = "spark.millrace.executorTimeout";

  private static final String USUAL_PATIENCE = "10m";

  private final SparkContext spark;
  private final Duration patience;
  private final Thread thread;
  private volatile boolean gaveUp;

  private ExecutorWatch(SparkContext spark) {
    this.spark = spark;
    this.patience = Duration.ofSeconds(spark.getConf().getTimeAsSeconds(PATIENCE, USUAL_PATIENCE));
    this.thread = Thread.ofVirtual().name("executor watch").unstarted(this::watch);
  }

  /** Watches until it is closed. Without a cluster there is nothing to wait for. */
  static ExecutorWatch over(SparkContext spark) {
    ExecutorWatch watch = new ExecutorWatch(spark);
    if (!spark.isLocal()) {
      watch.thread.start();
    }
    return watch;
  }

  private void watch() {
    try {
      Thread.sleep(patience);
    } catch (InterruptedException e) {
      return;
    }
    // The driver counts as one of them.
    if (spark.statusTracker().getExecutorInfos().length <= 1) {
      gaveUp = true;
      spark.cancelAllJobs();
    }
  }

  /**
   * Ends the sweep where no executor came.
   *
   * @throws InvalidInputException then
   */
  void requireExecutors() {
    if (gaveUp) {
      throw new InvalidInputException(
          new Issue(
              "--master",
              "no executor of '%s' came in %d s".formatted(spark.master(), patience.toSeconds()),
              "is the cluster busy, or has it no worker with room? Executors of another Spark than "
                  + spark.version()
                  + " or another Java than 25 do not start, and their logs say so; "
                  + PATIENCE
                  + " is how long to wait"));
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
