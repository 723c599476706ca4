package io.millrace.simulator.lowering.training;

import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.List;
import java.util.Map;

/**
 * What one pipeline stage brings to an iteration.
 *
 * @param chunks its chunks, nearest to the input first
 * @param passes the passes of a micro-batch in each chunk; those of a shared vocabulary are with
 *     the first
 * @param parameters weights of each chunk on one rank, before sharding
 */
record StageWork(
    List<Chunk> chunks, List<Map<PassKind, PassWork>> passes, List<ParameterShare> parameters) {

  PassWork pass(Slot slot) {
    PassWork work = passes.get(slot.chunk()).get(slot.kind());
    if (work == null) {
      throw new IllegalArgumentException("no such pass: " + slot);
    }
    return work;
  }

  /** Mean share of the arithmetic engines that the passes use. */
  double engineShare() {
    double seconds = 0;
    double busy = 0;
    for (Map<PassKind, PassWork> chunk : passes) {
      for (PassWork pass : chunk.values()) {
        seconds += pass.segment().seconds();
        busy += pass.segment().seconds() * pass.segment().engineShare();
      }
    }
    return seconds == 0 ? 0 : busy / seconds;
  }

  ParameterShare allParameters() {
    return parameters.stream().reduce(ParameterShare.NONE, ParameterShare::plus);
  }
}
