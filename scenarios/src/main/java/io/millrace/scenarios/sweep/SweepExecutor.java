package io.millrace.scenarios.sweep;

import java.util.List;

/** Makes chunks and keeps them. */
interface SweepExecutor {

  /**
   * Makes chunks, in any order and on any machine.
   *
   * @param progress is told of each chunk that was kept, and asked whether to go on
   */
  void run(Sweep sweep, List<Chunk> chunks, ResultFolder results, SweepProgress progress);
}
