package io.millrace.simulator.lowering.training;

import java.util.List;

/**
 * What one pipeline stage brings to an iteration.
 *
 * @param chunks its chunks, nearest to the input first
 * @param forward the forward segment of each chunk
 * @param backward the backward segment of each chunk
 * @param parameters weights of each chunk on one rank, before sharding
 * @param keptBytes activations that a micro-batch keeps in each chunk
 * @param transientBytes what a backward pass adds while it runs
 */
record StageWork(
    List<Chunk> chunks,
    List<Segment> forward,
    List<Segment> backward,
    List<ParameterShare> parameters,
    List<Double> keptBytes,
    List<Double> transientBytes) {

  /** Mean share of the arithmetic engines that the passes use. */
  double engineShare() {
    double seconds = 0;
    double busy = 0;
    for (List<Segment> segments : List.of(forward, backward)) {
      for (Segment segment : segments) {
        seconds += segment.seconds();
        busy += segment.seconds() * segment.engineShare();
      }
    }
    return seconds == 0 ? 0 : busy / seconds;
  }

  ParameterShare allParameters() {
    return parameters.stream().reduce(ParameterShare.NONE, ParameterShare::plus);
  }
}
