package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.scenarios.sweep.SweepExecutor;

/** Finds what runs sweeps on Spark, which is on the class path only where it was asked for. */
final class OnSpark {
  private static final String EXECUTOR = "io.millrace.scenarios.sweep.spark.SparkExecutor";

  private OnSpark() {}

  /**
   * An executor for a master.
   *
   * @throws InvalidInputException if Spark is not there
   */
  static SweepExecutor executor(String master) {
    try {
      return (SweepExecutor)
          Class.forName(EXECUTOR).getConstructor(String.class).newInstance(master);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new InvalidInputException(
          new Issue(
              "--master",
              "Spark is not on the class path",
              "start it by ./millrace, which fetches it, or by spark-submit"));
    }
  }
}
