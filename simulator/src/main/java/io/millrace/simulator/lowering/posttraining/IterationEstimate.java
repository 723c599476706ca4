package io.millrace.simulator.lowering.posttraining;

import java.util.List;

/**
 * Several iterations of a plan.
 *
 * @param seconds of an iteration once the pipeline of iterations is full
 * @param spans of all calls of all iterations in the order in which they started
 */
public record IterationEstimate(double seconds, List<CallSpan> spans) {

  /** Copies the list. */
  public IterationEstimate {
    spans = List.copyOf(spans);
  }

  /** The pace of the second half of the iterations, which the first one's start no longer shows. */
  static IterationEstimate of(List<CallSpan> spans, double betweenIterations) {
    int last = spans.stream().mapToInt(it -> it.instance().iteration()).max().orElse(0);
    int middle = last / 2;
    double seconds =
        last == 0 ? end(spans, 0) : (end(spans, last) - end(spans, middle)) / (last - middle);
    return new IterationEstimate(seconds + betweenIterations, spans);
  }

  private static double end(List<CallSpan> spans, int iteration) {
    return spans.stream()
        .filter(it -> it.instance().iteration() == iteration)
        .mapToDouble(CallSpan::end)
        .max()
        .orElse(0);
  }
}
