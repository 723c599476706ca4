package io.millrace.simulator.lowering.training.schedule;

import java.util.List;

/**
 * The order in which the stages of a pipeline do their passes. A schedule only orders; when a pass
 * runs follows from what it waits for.
 */
public interface PipelineSchedule {

  /**
   * All passes of each stage in order: each micro-batch once forward and once backward in each
   * chunk.
   *
   * @param shape the pipeline's sizes
   * @param times what passes take, for schedules whose order depends on it
   */
  List<List<Slot>> orders(PipelineShape shape, PassTimes times);

  /**
   * The same for as few micro-batches as show how the orders go on with more of them, or for all
   * where that is not known.
   */
  default RepeatingOrders repeating(PipelineShape shape, PassTimes times) {
    return RepeatingOrders.never(shape, orders(shape, times));
  }

  /** Whether the order depends on what passes take, and not on the sizes alone. */
  default boolean looksAtTimes() {
    return true;
  }

  /** After how many micro-batches the order may repeat. */
  default int group(PipelineShape shape) {
    return 1;
  }

  /** Which stage holds which virtual stage. */
  default Placement placement() {
    return Placement.LOOPED;
  }
}
