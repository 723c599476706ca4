package io.millrace.simulator.lowering.training.closedform;

import io.millrace.model.plan.ScheduleKind;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import io.millrace.simulator.lowering.training.schedule.PipelineShape;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What schedules with two chunks in a V on each stage keep at least, before the times of their
 * passes are known: all but where weight gradients are put.
 *
 * <p>The least is what they would keep if each weight gradient came right after the gradient of its
 * input. That is no more than they do keep. Their forward passes and input gradients come in a
 * given order, into which weight gradients are put later than that, and what these return is not
 * free before they are done. A schedule that starts micro-batches before their turn only moves
 * forward passes of the first chunk forward: when any other pass runs, no fewer of them have run,
 * and no more has been returned. That bounds the moved ones too, since what is held once one of
 * them has run is still held when the next other pass does.
 */
final class Patterns {
  private final Map<Pattern, byte[][]> known = new HashMap<>();

  private record Pattern(ScheduleKind schedule, int stages, int microBatches) {}

  /** Finds the least that stages keep; nothing else of the ends. */
  void peaks(ScheduleKind schedule, StageVector vector, PipelineEnds ends) {
    byte[][] orders = orders(schedule, vector);
    for (int stage = 0; stage < vector.stages; stage++) {
      ends.peak[stage] = peak(orders[stage], vector, stage * vector.chunks);
    }
  }

  private byte[][] orders(ScheduleKind schedule, StageVector vector) {
    // From a micro-batch's first pass to its last no pattern has more than 12 (p - 1) + 18 units
    // (BuildingBlock), with one micro-batch every six: it meets 2 p + 1 at most. With more of them
    // the middle repeats.
    int microBatches = Math.min(vector.microBatches, 2 * vector.stages + 2);
    return known.computeIfAbsent(
        new Pattern(schedule, vector.stages, microBatches), Patterns::orders);
  }

  private static long peak(byte[] order, StageVector vector, int first) {
    long held = 0;
    long peak = 0;
    for (byte pass : order) {
      int place = first + (pass & 1);
      if (pass < vector.chunks) {
        held += vector.forwardTakes[place];
        peak = Math.max(peak, held);
      } else {
        held += vector.backwardTakes[place];
        peak = Math.max(peak, held);
        held -= vector.backwardReturns[place] + vector.weightReturns[place];
      }
    }
    return peak;
  }

  /** By stage, a forward pass as the number of its chunk, a backward pass as two more. */
  private static byte[][] orders(Pattern pattern) {
    PipelineShape shape = new PipelineShape(pattern.stages, pattern.microBatches, 2);
    List<List<Slot>> orders = PipelineSchedules.pattern(pattern.schedule, shape);
    byte[][] encoded = new byte[pattern.stages][];
    for (int stage = 0; stage < pattern.stages; stage++) {
      List<Slot> order = orders.get(stage);
      encoded[stage] = new byte[order.size()];
      for (int i = 0; i < encoded[stage].length; i++) {
        Slot slot = order.get(i);
        encoded[stage][i] = (byte) (slot.chunk() + (slot.kind() == PassKind.FORWARD ? 0 : 2));
      }
    }
    return encoded;
  }
}
