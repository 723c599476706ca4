package io.millrace.scenarios.sweep.spark;

import io.millrace.scenarios.sweep.MadeChunk;
import io.millrace.scenarios.sweep.SweepTask;
import java.io.Serializable;

/** What an executor hands to the driver for a chunk. */
sealed interface Delivery extends Serializable {

  /** Keeps, or notes, the chunk in the driver. */
  void arrive(SweepTask task);

  /**
   * The chunk itself, which the driver is to keep.
   *
   * @param chunk with its files
   */
  record Carried(MadeChunk chunk) implements Delivery {
    @Override
    public void arrive(SweepTask task) {
      task.keep(chunk);
    }
  }

  /**
   * Only counts: the executor kept the chunk, in a folder that the driver sees too.
   *
   * @param rows it has
   * @param failures rows without figures
   */
  record Kept(int rows, int failures) implements Delivery {
    @Override
    public void arrive(SweepTask task) {
      task.kept(rows, failures);
    }
  }
}
