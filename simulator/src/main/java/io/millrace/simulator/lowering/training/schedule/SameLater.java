package io.millrace.simulator.lowering.training.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sees when stages into whose orders weight gradients are put are at the same as a micro-batch
 * before: each as far in its order, with as much deferred and kept, and all that is on its way
 * there as long after the micro-batch left the pipeline. From there on they do the same a
 * micro-batch later, as long as no stage looks at where its order begins or ends: nothing else
 * decides what they do next. With more micro-batches the orders are the same until then, so what
 * happened between the two times happens once more for each of them. Times that are not sums of few
 * binary digits may never be found the same; then all is filled.
 */
final class SameLater {
  /** Whole numbers that say where a stage is. */
  private static final int FACTS = 5;

  private final PipelineShape shape;
  private final double[] end;
  private final int[] at;
  private final int[] before;
  private final double[] now;
  private final double[] nowBefore;
  private double timeBefore = Double.NaN;
  private boolean amid = true;
  private boolean amidBefore;
  private List<RepeatingOrders.Part> parts = List.of();

  /**
   * Nothing seen.
   *
   * @param end when each pass ends; negative where that is not known yet
   */
  SameLater(PipelineShape shape, double[] end) {
    this.shape = shape;
    this.end = end;
    this.at = new int[FACTS * shape.stages()];
    this.before = new int[at.length];
    this.now = new double[shape.stages()];
    this.nowBefore = new double[shape.stages()];
  }

  /** What happened between the two times on each stage; none: not seen yet. */
  List<RepeatingOrders.Part> parts() {
    return parts;
  }

  /**
   * Takes note of a stage.
   *
   * @param amid whether it has begun all kinds of passes and has more micro-batches to start
   * @param next pass of its order
   * @param nextMicroBatch pass that starts one
   * @param done passes
   */
  void stage(
      int stage,
      double time,
      boolean amid,
      int next,
      int nextMicroBatch,
      int kept,
      int deferred,
      int done) {
    int first = FACTS * stage;
    at[first] = done;
    at[first + 1] = next;
    at[first + 2] = nextMicroBatch;
    at[first + 3] = kept;
    at[first + 4] = deferred;
    now[stage] = time;
    this.amid &= amid;
  }

  /** Looks at all stages when a micro-batch has left the pipeline. */
  void look(double time) {
    double later = time - timeBefore;
    if (amid && amidBefore && stagesAreSame(later) && onTheirWayLater(later)) {
      parts =
          IntStream.range(0, shape.stages())
              .map(it -> FACTS * it)
              .mapToObj(it -> new RepeatingOrders.Part(before[it], at[it]))
              .toList();
    }
    System.arraycopy(at, 0, before, 0, at.length);
    System.arraycopy(now, 0, nowBefore, 0, now.length);
    timeBefore = time;
    amidBefore = amid;
    amid = true;
  }

  private boolean stagesAreSame(double later) {
    int[] steps = {3 * shape.chunks(), 2 * shape.chunks(), 2 * shape.chunks(), 0, 0};
    for (int i = 0; i < at.length; i++) {
      if (at[i] - before[i] != steps[i % FACTS]) {
        return false;
      }
    }
    return IntStream.range(0, now.length).allMatch(it -> now[it] - nowBefore[it] == later);
  }

  /** Whether all results that somebody will wait for came so much after those before them. */
  private boolean onTheirWayLater(double later) {
    int last = shape.virtualStages() - 1;
    int[] forward = new int[last + 1];
    int[] backward = new int[last + 1];
    Arrays.setAll(forward, it -> ended(it));
    Arrays.setAll(backward, it -> ended(last + 1 + it));
    for (int i = 0; i <= last; i++) {
      int taken = i < last ? forward[i + 1] : backward[i];
      int returned = i > 0 ? backward[i - 1] : backward[i];
      if (!later(i, taken, forward[i], later)
          || !later(last + 1 + i, returned, backward[i], later)) {
        return false;
      }
    }
    return true;
  }

  private boolean later(int row, int from, int to, double later) {
    for (int i = Math.max(1, from); i < to; i++) {
      int pass = row * shape.microBatches() + i;
      if (end[pass] - end[pass - 1] != later) {
        return false;
      }
    }
    return true;
  }

  /** How many micro-batches have had a pass; they come in their order. */
  private int ended(int row) {
    int from = row * shape.microBatches();
    int count = 0;
    while (count < shape.microBatches() && end[from + count] >= 0) {
      count++;
    }
    return count;
  }
}
