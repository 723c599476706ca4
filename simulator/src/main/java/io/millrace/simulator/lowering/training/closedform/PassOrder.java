package io.millrace.simulator.lowering.training.closedform;

import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.PipelineShape;
import io.millrace.simulator.lowering.training.schedule.Placement;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.Arrays;
import java.util.List;

/**
 * The passes of all stages in one row in which each comes after what it waits for: what a
 * recurrence walks along. It depends on the schedule and on sizes, not on times, but for schedules
 * that fill waiting times.
 */
final class PassOrder {
  static final byte FORWARD = 0;
  static final byte BACKWARD = 1;
  static final byte WEIGHT = 2;

  final int passes;

  /** What each pass is: one of the constants above. */
  final byte[] kind;

  /** The chunk, as {@link StageVector} numbers them. */
  final int[] place;

  /** The pass whose result it waits for; negative: none. */
  final int[] source;

  /** Whether it is the first forward or the last gradient-giving pass of its chunk. */
  final boolean[] atEnd;

  /** Whether it is the last pass of its stage. */
  final boolean[] endsStage;

  PassOrder(List<List<Slot>> orders, PipelineShape shape, Placement placement) {
    this.passes = orders.stream().mapToInt(List::size).sum();
    this.kind = new byte[passes];
    this.place = new int[passes];
    this.source = new int[passes];
    this.atEnd = new boolean[passes];
    this.endsStage = new boolean[passes];
    new Sorting(shape, placement).sort(orders);
  }

  /** Puts passes into the row as soon as what they wait for is there. */
  private final class Sorting {
    private final PipelineShape shape;
    private final Placement placement;
    private final int[] number;
    private final int[] done;
    private int count;

    private Sorting(PipelineShape shape, Placement placement) {
      this.shape = shape;
      this.placement = placement;
      this.number = new int[2 * shape.virtualStages() * shape.microBatches()];
      this.done = new int[2 * shape.virtualStages()];
      Arrays.fill(number, -1);
    }

    private void sort(List<List<Slot>> orders) {
      int[] next = new int[shape.stages()];
      for (int before = -1; before < count; ) {
        before = count;
        for (int stage = 0; stage < shape.stages(); stage++) {
          List<Slot> order = orders.get(stage);
          while (next[stage] < order.size() && add(stage, order.get(next[stage]))) {
            next[stage]++;
            endsStage[count - 1] = next[stage] == order.size();
          }
        }
      }
      if (count < passes) {
        throw new IllegalStateException("passes wait for each other: " + shape);
      }
    }

    private boolean add(int stage, Slot slot) {
      int virtualStage = placement.virtualStage(stage, slot.chunk(), shape.stages());
      int awaited = awaited(slot, virtualStage);
      int from = awaited < 0 ? -1 : number[awaited];
      if (awaited >= 0 && from < 0) {
        return false;
      }
      place[count] = stage * shape.chunks() + slot.chunk();
      source[count] = from;
      boolean gives = slot.kind().givesWeightGradients();
      int seen =
          slot.kind() == PassKind.FORWARD || gives
              ? ++done[(gives ? shape.virtualStages() : 0) + virtualStage]
              : 0;
      kind[count] =
          switch (slot.kind()) {
            case FORWARD -> FORWARD;
            case BACKWARD, INPUT_GRADIENT -> BACKWARD;
            case WEIGHT_GRADIENT -> WEIGHT;
            case OUTPUT, OUTPUT_GRADIENT, EMBEDDING, EMBEDDING_GRADIENT ->
                throw new IllegalArgumentException("passes of the vocabulary: " + slot);
          };
      atEnd[count] = seen == (gives ? shape.microBatches() : 1);
      if (kind[count] != WEIGHT) {
        number[pass(kind[count] == FORWARD, virtualStage, slot.microBatch())] = count;
      }
      count++;
      return true;
    }

    /** What a pass waits for; negative: nothing but its stage. */
    private int awaited(Slot slot, int virtualStage) {
      if (slot.kind() == PassKind.FORWARD) {
        return virtualStage == 0 ? -1 : pass(true, virtualStage - 1, slot.microBatch());
      }
      if (!slot.kind().handsGradientsOn()) {
        return -1;
      }
      return virtualStage == shape.virtualStages() - 1
          ? pass(true, virtualStage, slot.microBatch())
          : pass(false, virtualStage + 1, slot.microBatch());
    }

    private int pass(boolean forward, int virtualStage, int microBatch) {
      return ((forward ? 0 : shape.virtualStages()) + virtualStage) * shape.microBatches()
          + microBatch;
    }
  }
}
