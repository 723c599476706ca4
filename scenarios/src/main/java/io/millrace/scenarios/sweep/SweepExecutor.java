package io.millrace.scenarios.sweep;

/** Decides who makes which chunk. */
@FunctionalInterface
public interface SweepExecutor {

  /**
   * Makes the chunks of a task, in any order and on any machine, until all are kept or the task is
   * cancelled.
   *
   * @throws io.millrace.model.input.InvalidInputException if it cannot start, such as for a master
   *     that does not answer
   */
  void run(SweepTask task);
}
