package io.millrace.simulator.lowering.training.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Puts weight gradients where a stage would wait (Qi et al., Zero Bubble Pipeline Parallelism,
 * arXiv 2401.10241, section 3.1): nobody waits for them but the optimizer. A stage does one when
 * its next pass is not there soon enough, or when it must not keep more activations; the inputs of
 * the products are kept until then. To see when passes are there, the pipeline is run through once
 * with the times given, without transfers.
 */
final class DeferredWeightGradients {
  /**
   * Micro-batches beyond those that fill a pipeline in which it mostly settles; else it is twice.
   */
  private static final int SETTLING = 8;

  private final PipelineShape shape;
  private final Placement placement;
  private final PassTimes times;
  private final int keptChunks;
  private final boolean eager;

  /** When each pass ends by {@link #pass}; negative where that is not known yet. */
  private final double[] end;

  private final Stage[] stages;

  private final SameLater sameLater;

  /**
   * Prepares to fill.
   *
   * @param keptChunks chunks of activations that a stage may keep before it has to do weight
   *     gradients, as far as there are any to do
   * @param eager whether a stage that would wait for a forward pass's time and may keep more starts
   *     a micro-batch before its turn
   */
  DeferredWeightGradients(
      PipelineShape shape, Placement placement, PassTimes times, int keptChunks, boolean eager) {
    this.shape = shape;
    this.placement = placement;
    this.times = times;
    this.keptChunks = keptChunks;
    this.eager = eager;
    this.end = new double[2 * shape.virtualStages() * shape.microBatches()];
    Arrays.fill(end, -1);
    this.stages = new Stage[shape.stages()];
    this.sameLater = new SameLater(shape, end);
  }

  /**
   * ZB-H1 (2401.10241, section 3.1): the order of 1F1B; weight gradients wait so long that every
   * stage keeps as many micro-batches as the first one does anyway.
   */
  static PipelineSchedule oneForwardOneBackward() {
    return new PipelineSchedule() {
      @Override
      public List<List<Slot>> orders(PipelineShape shape, PassTimes times) {
        return filling(shape, times).fillInto(oneForwardOneBackward(shape));
      }

      @Override
      public RepeatingOrders repeating(PipelineShape shape, PassTimes times) {
        return DeferredWeightGradients.repeating(
            shape, it -> filling(it, times), DeferredWeightGradients::oneForwardOneBackward);
      }

      private static DeferredWeightGradients filling(PipelineShape shape, PassTimes times) {
        return new DeferredWeightGradients(shape, Placement.LOOPED, times, shape.stages(), false);
      }
    };
  }

  /** Its orders before weight gradients are put into them. */
  static List<List<Slot>> oneForwardOneBackward(PipelineShape shape) {
    List<List<Slot>> orders = new ArrayList<>();
    for (int stage = 0; stage < shape.stages(); stage++) {
      orders.add(
          Classic.oneForwardOneBackward(stage, shape).stream()
              .map(
                  it ->
                      it.kind() == PassKind.BACKWARD
                          ? new Slot(PassKind.INPUT_GRADIENT, it.chunk(), it.microBatch())
                          : it)
              .toList());
    }
    return orders;
  }

  /**
   * The orders for the fewest micro-batches, of some numbers, with which what the stages are at
   * comes again a micro-batch later ({@link SameLater}). That takes hardly more than as many to
   * fill the pipeline as there are stages, and those that are in it.
   */
  static RepeatingOrders repeating(
      PipelineShape shape,
      Function<PipelineShape, DeferredWeightGradients> filling,
      Function<PipelineShape, List<List<Slot>>> pattern) {
    PipelineShape least = new PipelineShape(shape.stages(), 1, shape.chunks());
    int kept = filling.apply(least).keptChunks / shape.chunks();
    for (int few = shape.stages() + kept + SETTLING; few < shape.microBatches(); few *= 2) {
      PipelineShape smaller = new PipelineShape(shape.stages(), few, shape.chunks());
      DeferredWeightGradients deferred = filling.apply(smaller);
      List<List<Slot>> orders = deferred.fillInto(pattern.apply(smaller));
      if (!deferred.sameLater.parts().isEmpty()) {
        return new RepeatingOrders(smaller, orders, deferred.sameLater.parts(), 1);
      }
    }
    return RepeatingOrders.never(shape, filling.apply(shape).fillInto(pattern.apply(shape)));
  }

  /** The orders of forward passes and input gradients with weight gradients between them. */
  List<List<Slot>> fillInto(List<List<Slot>> orders) {
    for (int stage = 0; stage < stages.length; stage++) {
      stages[stage] = new Stage(stage, orders.get(stage));
    }
    Tournament starts = new Tournament(stages.length);
    for (int stage = 0; stage < stages.length; stage++) {
      starts.set(stage, stages[stage].nextStart());
    }
    for (int next = starts.first(); next >= 0; next = starts.first()) {
      boolean handsOn = stages[next].step(starts.get(next));
      starts.set(next, stages[next].nextStart());
      if (handsOn) {
        // What a stage ends only its neighbours can have waited for.
        int before = (next + stages.length - 1) % stages.length;
        int after = (next + 1) % stages.length;
        starts.set(before, stages[before].nextStart());
        starts.set(after, stages[after].nextStart());
      }
      if (stages[next].hasReturned() && sameLater.parts().isEmpty()) {
        for (Stage stage : stages) {
          stage.show(sameLater);
        }
        sameLater.look(stages[next].now);
      }
    }
    return IntStream.range(0, stages.length).mapToObj(it -> List.copyOf(stages[it].done)).toList();
  }

  private int pass(PassKind kind, int virtualStage, int microBatch) {
    int way = kind == PassKind.FORWARD ? 0 : shape.virtualStages();
    return (way + virtualStage) * shape.microBatches() + microBatch;
  }

  /** One stage on its way through its order. */
  private final class Stage {
    private final int stage;
    private final List<Slot> order;
    private final BitSet passed = new BitSet();
    private final List<Slot> done = new ArrayList<>();
    private final Deque<Slot> deferred = new ArrayDeque<>();

    /** What each pass of the order waits for. */
    private final int[] awaited;

    /** Where each kind of pass has been for each chunk. */
    private final int allStarted;

    private int next;
    private int nextMicroBatch;
    private int kept;
    private double now;

    Stage(int stage, List<Slot> order) {
      this.stage = stage;
      this.order = order;
      this.awaited = order.stream().mapToInt(this::awaited).toArray();
      this.allStarted =
          1
              + IntStream.range(0, order.size())
                  .filter(it -> order.get(it).microBatch() == 0)
                  .max()
                  .orElse(0);
      skipTo();
    }

    /** When its next pass can start as far as is known; infinity: not yet, or all is done. */
    double nextStart() {
      if (defers() || startsAhead()) {
        return now;
      }
      return next < order.size() ? Math.max(now, arrival(next)) : Double.POSITIVE_INFINITY;
    }

    /** Whether a weight gradient comes next: it fits before the next pass, or makes room for it. */
    private boolean defers() {
      if (deferred.isEmpty() || next == order.size()) {
        return !deferred.isEmpty();
      }
      Slot slot = order.get(next);
      boolean full = slot.kind() == PassKind.FORWARD && kept >= keptChunks;
      return full || arrival(next) >= now + times.weightGradient();
    }

    /** Whether a micro-batch starts before its turn, leaving room for one that comes back. */
    private boolean startsAhead() {
      return eager
          && kept < keptChunks - 1
          && nextMicroBatch < order.size()
          && next < order.size()
          && arrival(next) >= now + times.forward()
          && arrival(nextMicroBatch) <= now;
    }

    /** Does its next pass, and says whether others may have waited for that. */
    boolean step(double start) {
      Slot slot;
      boolean weights = defers();
      if (weights) {
        slot = deferred.removeFirst();
        kept--;
      } else {
        int index = startsAhead() ? nextMicroBatch : next;
        slot = order.get(index);
        passed.set(index);
        skipTo();
        end[pass(slot.kind(), virtualStage(slot), slot.microBatch())] =
            start + times.of(slot.kind());
        if (slot.kind() == PassKind.FORWARD) {
          kept++;
        } else {
          deferred.addLast(new Slot(PassKind.WEIGHT_GRADIENT, slot.chunk(), slot.microBatch()));
        }
      }
      now = start + times.of(slot.kind());
      done.add(slot);
      return !weights;
    }

    /** Whether a micro-batch has just left the pipeline. */
    boolean hasReturned() {
      Slot last = done.getLast();
      return stage == 0 && last.kind() == PassKind.INPUT_GRADIENT && last.chunk() == 0;
    }

    void show(SameLater later) {
      boolean amid = next >= allStarted && nextMicroBatch < order.size();
      later.stage(stage, now, amid, next, nextMicroBatch, kept, deferred.size(), done.size());
    }

    /** Moves on to what is not yet done. */
    private void skipTo() {
      next = passed.nextClearBit(next);
      nextMicroBatch = passed.nextClearBit(Math.max(next, nextMicroBatch));
      while (nextMicroBatch < order.size() && !startsMicroBatch(order.get(nextMicroBatch))) {
        nextMicroBatch = passed.nextClearBit(nextMicroBatch + 1);
      }
    }

    private static boolean startsMicroBatch(Slot slot) {
      return slot.kind() == PassKind.FORWARD && slot.chunk() == 0;
    }

    private int virtualStage(Slot slot) {
      return placement.virtualStage(stage, slot.chunk(), shape.stages());
    }

    private double arrival(int index) {
      int pass = awaited[index];
      if (pass < 0) {
        return 0;
      }
      return end[pass] < 0 ? Double.POSITIVE_INFINITY : end[pass];
    }

    /** The pass that another waits for; negative: none. */
    private int awaited(Slot slot) {
      int virtualStage = virtualStage(slot);
      boolean forward = slot.kind() == PassKind.FORWARD;
      if (forward && virtualStage == 0) {
        return -1;
      }
      boolean turn = !forward && virtualStage == shape.virtualStages() - 1;
      PassKind before = forward || turn ? PassKind.FORWARD : PassKind.INPUT_GRADIENT;
      int source = turn ? virtualStage : virtualStage + (forward ? -1 : 1);
      return pass(before, source, slot.microBatch());
    }
  }
}
