package io.millrace.simulator.lowering.training.schedule;

import java.util.ArrayList;
import java.util.List;

/** The orders that alternate whole passes, one stage at a time. */
final class Classic {

  /** Groups of micro-batches that show how interleaving goes on. */
  private static final int GROUPS = 3;

  private Classic() {}

  /** The order of one stage. */
  @FunctionalInterface
  interface StageOrder {
    List<Slot> of(int stage, PipelineShape shape);
  }

  /** A schedule whose stages do not look at each other or at the time. */
  static PipelineSchedule each(StageOrder order) {
    return new PipelineSchedule() {
      @Override
      public List<List<Slot>> orders(PipelineShape shape, PassTimes times) {
        List<List<Slot>> orders = new ArrayList<>();
        for (int stage = 0; stage < shape.stages(); stage++) {
          orders.add(order.of(stage, shape));
        }
        return orders;
      }

      @Override
      public boolean looksAtTimes() {
        return false;
      }
    };
  }

  /** Interleaving takes micro-batches in groups of the stages. */
  static PipelineSchedule grouped(StageOrder order) {
    PipelineSchedule each = each(order);
    return new PipelineSchedule() {
      @Override
      public List<List<Slot>> orders(PipelineShape shape, PassTimes times) {
        return each.orders(shape, times);
      }

      @Override
      public boolean looksAtTimes() {
        return each.looksAtTimes();
      }

      @Override
      public RepeatingOrders repeating(PipelineShape shape, PassTimes times) {
        return repeats(shape) ? repeatingGroups(shape, each) : each.repeating(shape, times);
      }

      @Override
      public int group(PipelineShape shape) {
        return shape.chunks() > 1 ? shape.stages() : 1;
      }
    };
  }

  private static boolean repeats(PipelineShape shape) {
    return shape.chunks() > 1
        && shape.stages() > 1
        && shape.microBatches() % shape.stages() == 0
        && shape.microBatches() > GROUPS * shape.stages();
  }

  /**
   * Of interleaving, a group of micro-batches: all that stages do between two of their passes,
   * where stage {@code s} has done its warm-up and then {@code s} passes of each direction. By then
   * each has done fewer forward passes than the one before it, the last one of the group before no
   * fewer than the first one has done after that, and backward passes the other way round: none of
   * all these waits for one that is not among them. What follows on them is the same a group later.
   */
  private static RepeatingOrders repeatingGroups(PipelineShape shape, PipelineSchedule schedule) {
    int stages = shape.stages();
    PipelineShape few = new PipelineShape(stages, GROUPS * stages, shape.chunks());
    List<RepeatingOrders.Part> parts = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      int from = 2 * (stages - 1) + (shape.chunks() - 1) * stages;
      parts.add(new RepeatingOrders.Part(from, from + 2 * stages * shape.chunks()));
    }
    return new RepeatingOrders(few, schedule.orders(few, PassTimes.EQUAL), parts, stages);
  }

  /** Huang et al., arXiv 1811.06965: everything forward, then everything backward. */
  static List<Slot> gpipe(int stage, PipelineShape shape) {
    List<Slot> order = new ArrayList<>();
    for (int chunk = 0; chunk < shape.chunks(); chunk++) {
      for (int i = 0; i < shape.microBatches(); i++) {
        order.add(new Slot(PassKind.FORWARD, chunk, i));
      }
    }
    for (int chunk = shape.chunks() - 1; chunk >= 0; chunk--) {
      for (int i = 0; i < shape.microBatches(); i++) {
        order.add(new Slot(PassKind.BACKWARD, chunk, i));
      }
    }
    return order;
  }

  /** Narayanan et al., 2104.04473, section 2.2.1: {@code stages - stage - 1} passes of warm-up. */
  static List<Slot> oneForwardOneBackward(int stage, PipelineShape shape) {
    if (shape.chunks() > 1) {
      return interleaved(stage, shape);
    }
    int microBatches = shape.microBatches();
    int warmUp = Math.min(microBatches, shape.stages() - stage - 1);
    return alternate(microBatches, warmUp, i -> i, i -> i, microBatches);
  }

  /**
   * 2104.04473, section 2.2.2, in the order of Megatron-LM's
   * forward_backward_pipelining_with_interleaving: micro-batches go through the chunks in groups of
   * {@code stages}.
   */
  static List<Slot> interleaved(int stage, PipelineShape shape) {
    int stages = shape.stages();
    int chunks = shape.chunks();
    int microBatches = shape.microBatches();
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

  private static List<Slot> alternate(
      int passes, int warmUp, Numbering forward, Numbering backward, int divisor) {
    List<Slot> order = new ArrayList<>(2 * passes);
    for (int i = 0; i < warmUp; i++) {
      order.add(slot(PassKind.FORWARD, forward.pass(i), divisor));
    }
    for (int i = warmUp; i < passes; i++) {
      order.add(slot(PassKind.FORWARD, forward.pass(i), divisor));
      order.add(slot(PassKind.BACKWARD, backward.pass(i - warmUp), divisor));
    }
    for (int i = passes - warmUp; i < passes; i++) {
      order.add(slot(PassKind.BACKWARD, backward.pass(i), divisor));
    }
    return order;
  }

  private static Slot slot(PassKind kind, int pass, int divisor) {
    return new Slot(kind, pass / divisor, pass % divisor);
  }
}
