package io.millrace.simulator.lowering.training.closedform;

import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.PipelineShape;
import io.millrace.simulator.lowering.training.schedule.Placement;
import io.millrace.simulator.lowering.training.schedule.RepeatingOrders;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The passes of all stages in one row in which each comes after what it waits for: what a
 * recurrence walks along. It depends on the schedule and on sizes, not on times, but for schedules
 * that fill waiting times.
 *
 * <p>Where the orders repeat, the row is that of few micro-batches, and a part of it is walked
 * along again for each {@link #period} micro-batches more. What waits for passes before that part
 * then waits for those that are as much later: before each time, {@link #taken} get the results of
 * {@link #from}.
 */
final class PassOrder {
  static final byte FORWARD = 0;
  static final byte BACKWARD = 1;
  static final byte WEIGHT = 2;

  final int passes;

  /** What each pass is: one of the constants above. */
  final byte[] kind;

  /** The stage that does it. */
  final int[] stage;

  /** The chunk, as {@link StageVector} numbers them. */
  final int[] place;

  /**
   * The kind and the chunk, as {@link PassFigures} numbers them; its complement if it is at an end
   * of its chunk or its stage.
   */
  final int[] figures;

  /** The pass whose result it waits for; negative: none. */
  final int[] source;

  /** Whether it is the first forward or the last gradient-giving pass of its chunk. */
  final boolean[] atEnd;

  /** Whether it is the last pass of its stage. */
  final boolean[] endsStage;

  /** Where the part that repeats starts and ends; the same where nothing does. */
  final int repeatsFrom;

  final int repeatsTo;

  /** Micro-batches of that part. */
  final int period;

  /** Micro-batches of the row. */
  final int microBatches;

  /** Passes before that part for which others wait in or after it, in the order they come. */
  final int[] taken;

  /** The same passes a period later. */
  final int[] from;

  PassOrder(RepeatingOrders repeating, Placement placement) {
    List<List<Slot>> orders = repeating.orders();
    this.passes = orders.stream().mapToInt(List::size).sum();
    this.kind = new byte[passes];
    this.stage = new int[passes];
    this.place = new int[passes];
    this.figures = new int[passes];
    this.source = new int[passes];
    this.atEnd = new boolean[passes];
    this.endsStage = new boolean[passes];
    this.period = repeating.period();
    this.microBatches = repeating.shape().microBatches();
    Sorting sorting = new Sorting(repeating.shape(), placement, orders);
    if (repeating.repeats()) {
      sorting.sort(stage -> repeating.parts().get(stage).from());
      this.repeatsFrom = sorting.count;
      sorting.sort(stage -> repeating.parts().get(stage).to());
      this.repeatsTo = sorting.count;
    } else {
      this.repeatsFrom = 0;
      this.repeatsTo = 0;
    }
    sorting.sort(stage -> orders.get(stage).size());
    this.taken =
        IntStream.range(repeatsFrom, repeatsTo == 0 ? 0 : passes)
            .map(it -> source[it])
            .filter(it -> it >= 0 && it < repeatsFrom)
            .sorted()
            .distinct()
            .toArray();
    this.from = Arrays.stream(taken).map(sorting::later).toArray();
    int places = repeating.shape().virtualStages();
    for (int i = 0; i < passes; i++) {
      int index = PassFigures.index(kind[i], place[i], places);
      figures[i] = atEnd[i] || endsStage[i] ? ~index : index;
    }
  }

  /** How often the part that repeats is walked along besides the first time. */
  int repetitions(StageVector vector) {
    return repeatsTo == repeatsFrom ? 0 : (vector.microBatches - microBatches) / period;
  }

  /** Gives those that are waited for in the part that repeats the times of those a period later. */
  void moveOn(double[] times) {
    for (int i = 0; i < taken.length; i++) {
      times[taken[i]] = times[from[i]];
    }
  }

  /** Puts passes into the row as soon as what they wait for is there. */
  private final class Sorting {
    private final PipelineShape shape;
    private final Placement placement;
    private final List<List<Slot>> orders;
    private final int[] number;

    /** The passes by their place in the row. */
    private final int[] numbered;

    private final int[] done;
    private final int[] next;
    private int count;

    private Sorting(PipelineShape shape, Placement placement, List<List<Slot>> orders) {
      this.shape = shape;
      this.placement = placement;
      this.orders = orders;
      this.number = new int[2 * shape.virtualStages() * shape.microBatches()];
      this.numbered = new int[passes];
      this.done = new int[2 * shape.virtualStages()];
      this.next = new int[shape.stages()];
      Arrays.fill(number, -1);
    }

    /** Adds passes of each stage up to some. */
    private void sort(IntUnaryOperator upTo) {
      for (int before = -1; before < count; ) {
        before = count;
        for (int stage = 0; stage < shape.stages(); stage++) {
          List<Slot> order = orders.get(stage);
          int last = upTo.applyAsInt(stage);
          while (next[stage] < last && add(stage, order.get(next[stage]))) {
            next[stage]++;
            endsStage[count - 1] = next[stage] == order.size();
          }
        }
      }
      for (int stage = 0; stage < shape.stages(); stage++) {
        if (next[stage] < upTo.applyAsInt(stage)) {
          throw new IllegalStateException("passes wait for each other: " + shape);
        }
      }
    }

    /** The same pass a period later. */
    private int later(int pass) {
      return number[numbered[pass] + period];
    }

    private boolean add(int stage, Slot slot) {
      int virtualStage = placement.virtualStage(stage, slot.chunk(), shape.stages());
      int awaited = awaited(slot, virtualStage);
      int from = awaited < 0 ? -1 : number[awaited];
      if (awaited >= 0 && from < 0) {
        return false;
      }
      PassOrder.this.stage[count] = stage;
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
        numbered[count] = pass(kind[count] == FORWARD, virtualStage, slot.microBatch());
        number[numbered[count]] = count;
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
