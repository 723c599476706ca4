package io.millrace.simulator.lowering.training;

import java.util.List;

/**
 * The order in which one stage of a pipeline does its passes. A schedule only orders; when a pass
 * runs follows from what it waits for.
 */
public interface PipelineSchedule {

  /**
   * One pass of one micro-batch.
   *
   * @param forward whether it is a forward pass
   * @param chunk which of the stage's chunks of layers, from the one nearest to the input
   * @param microBatch counted from zero
   */
  record Slot(boolean forward, int chunk, int microBatch) {}

  /**
   * All passes of a stage in order: each micro-batch once forward and once backward in each chunk.
   *
   * @param stage counted from zero at the input
   * @param stages how many
   * @param microBatches how many
   * @param chunks chunks of layers on each stage
   */
  List<Slot> order(int stage, int stages, int microBatches, int chunks);
}
