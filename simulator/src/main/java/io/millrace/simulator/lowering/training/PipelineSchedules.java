package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.ScheduleKind;
import java.util.ArrayList;
import java.util.List;

/** The schedules that plans can name. */
public final class PipelineSchedules {

  private PipelineSchedules() {}

  /** The schedule of a kind. */
  public static PipelineSchedule of(ScheduleKind kind) {
    return switch (kind) {
      case GPIPE -> PipelineSchedules::gpipe;
      case ONE_FORWARD_ONE_BACKWARD -> PipelineSchedules::oneForwardOneBackward;
      case INTERLEAVED -> PipelineSchedules::interleaved;
    };
  }

  /** Huang et al., arXiv 1811.06965: everything forward, then everything backward. */
  private static List<PipelineSchedule.Slot> gpipe(
      int stage, int stages, int microBatches, int chunks) {
    List<PipelineSchedule.Slot> order = new ArrayList<>();
    for (int chunk = 0; chunk < chunks; chunk++) {
      for (int i = 0; i < microBatches; i++) {
        order.add(new PipelineSchedule.Slot(true, chunk, i));
      }
    }
    for (int chunk = chunks - 1; chunk >= 0; chunk--) {
      for (int i = 0; i < microBatches; i++) {
        order.add(new PipelineSchedule.Slot(false, chunk, i));
      }
    }
    return order;
  }

  /** Narayanan et al., 2104.04473, section 2.2.1: {@code stages - stage - 1} passes of warm-up. */
  private static List<PipelineSchedule.Slot> oneForwardOneBackward(
      int stage, int stages, int microBatches, int chunks) {
    if (chunks > 1) {
      return interleaved(stage, stages, microBatches, chunks);
    }
    return alternate(microBatches, Math.min(microBatches, stages - stage - 1), i -> i, i -> i, 1);
  }

  /**
   * 2104.04473, section 2.2.2, in the order of Megatron-LM's
   * forward_backward_pipelining_with_interleaving: micro-batches go through the chunks in groups of
   * {@code stages}.
   */
  private static List<PipelineSchedule.Slot> interleaved(
      int stage, int stages, int microBatches, int chunks) {
    int passes = microBatches * chunks;
    int warmUp =
        microBatches == stages
            ? passes
            : Math.min(passes, 2 * (stages - stage - 1) + (chunks - 1) * stages);
    int group = stages * chunks;
    return alternate(
        passes,
        warmUp,
        i -> i % group / stages * microBatches + i / group * stages + i % stages,
        i -> (chunks - 1 - i % group / stages) * microBatches + i / group * stages + i % stages,
        microBatches);
  }

  /** The {@code i}-th pass in one direction as {@code chunk * divisor + micro-batch}. */
  private interface Numbering {
    int pass(int i);
  }

  private static List<PipelineSchedule.Slot> alternate(
      int passes, int warmUp, Numbering forward, Numbering backward, int divisor) {
    List<PipelineSchedule.Slot> order = new ArrayList<>(2 * passes);
    for (int i = 0; i < passes; i++) {
      if (i < warmUp) {
        order.add(slot(true, forward.pass(i), divisor));
      }
    }
    for (int i = warmUp; i < passes; i++) {
      order.add(slot(true, forward.pass(i), divisor));
      order.add(slot(false, backward.pass(i - warmUp), divisor));
    }
    for (int i = passes - warmUp; i < passes; i++) {
      order.add(slot(false, backward.pass(i), divisor));
    }
    return order;
  }

  private static PipelineSchedule.Slot slot(boolean forward, int pass, int divisor) {
    return divisor == 1
        ? new PipelineSchedule.Slot(forward, 0, pass)
        : new PipelineSchedule.Slot(forward, pass / divisor, pass % divisor);
  }
}
