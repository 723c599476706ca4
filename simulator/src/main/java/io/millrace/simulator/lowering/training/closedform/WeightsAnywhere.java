package io.millrace.simulator.lowering.training.closedform;

import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import java.util.Arrays;

/**
 * How long a pipeline with split backward passes takes at least, wherever its weight gradients are
 * put. Forward passes and input gradients come in a given order ({@link
 * PipelineSchedules#pattern}); between them a stage does weight gradients in the order of the input
 * gradients, none before its own, and before its {@code n}-th forward pass so many that no more
 * than {@code k} chunks are kept: {@code n - k}, or all there are if these are fewer.
 *
 * <p>Here they are not passes but work in any pieces: while a stage would wait it works on what is
 * there of them, and it waits for what must be done. That is no later than any order. Let {@code e}
 * be when a pass ends here and {@code w} the seconds of weight gradients done by then, {@code E}
 * and {@code W} the same in some order. Then {@code e <= E} and {@code e - w <= E - W}, by
 * induction over passes: both hold at the start. Let the next pass be there at {@code r}, no later
 * than in that order, where it starts at {@code S} with {@code V} done, {@code S - V >= E - W},
 * since between them the stage does only weight gradients or waits. Of these {@code a} are there
 * and {@code f} must be done, so {@code f <= V <= a}. Here it can start at {@code s = max(e, r) <=
 * S} with {@code v = min(a, w + s - e)} done. If {@code v = a} then {@code s - v <= S - V} as
 * {@code v >= V}; else {@code s - v = e - w <= E - W <= S - V}. If {@code v < f} it starts {@code f
 * - v} later with {@code f} done, at {@code f + s - v <= f + S - V <= S}. The pass itself and what
 * it sends take no longer here. After the last pass all that is left follows, which ends at {@code
 * e + all - w <= E + all - W}.
 *
 * <p>As in a {@link Recurrence}, once everything comes as much later with each repetition of an
 * order that repeats, with as much left to do, the rest is known.
 *
 * <p>An instance is a workspace for one thread.
 */
final class WeightsAnywhere {
  private final SteadyState steady = new SteadyState();
  private final PipelineClocks clocks = new PipelineClocks();
  private double[] done = new double[0];
  private int[] forwards = new int[0];
  private int[] backwards = new int[0];

  /** By stage and number of input gradients: the seconds of their weight gradients. */
  private double[] given = new double[0];

  /** What is given and not done of it before a repetition. */
  private double[] open = new double[0];

  private StageVector vector = new StageVector();
  private int kept;
  private int width;

  /**
   * Finds when stages are done at least; what is exchanged beside passes does not count.
   *
   * @param order of the passes, wherever it has weight gradients
   * @param kept chunks that a stage may keep
   */
  void run(PassOrder order, int kept, StageVector vector, PipelineEnds ends) {
    this.vector = vector;
    this.kept = kept;
    this.width = vector.chunks * vector.microBatches + 1;
    begin(order.passes, vector.stages);
    walk(order, 0, order.repeatsTo);
    double skipped = repeat(order, order.repetitions(vector));
    walk(order, order.repeatsTo, order.passes);
    ends.begin(vector.stages);
    for (int stage = 0; stage < vector.stages; stage++) {
      ends.passes[stage] = skipped + clocks.free[stage] + open(stage);
    }
  }

  /** Goes on until nothing but the time changes, and says how long the rest takes. */
  private double repeat(PassOrder order, int times) {
    int stages = vector.stages;
    for (int left = times - 1; left >= 0; left--) {
      steady.note(clocks);
      for (int stage = 0; stage < stages; stage++) {
        open[stage] = open(stage);
      }
      order.moveOn(clocks.arrival);
      walk(order, order.repeatsFrom, order.repeatsTo);
      if (steady.isReached(order, clocks) && isAsOpen()) {
        return left * steady.later();
      }
    }
    return 0;
  }

  private boolean isAsOpen() {
    for (int stage = 0; stage < vector.stages; stage++) {
      if (Math.abs(open(stage) - open[stage]) > SteadyState.ROUNDING * Math.ulp(done[stage])) {
        return false;
      }
    }
    return true;
  }

  /** Seconds of weight gradients that are there and not done. */
  private double open(int stage) {
    return given[stage * width + backwards[stage]] - done[stage];
  }

  private void walk(PassOrder order, int from, int to) {
    for (int i = from; i < to; i++) {
      if (order.kind[i] != PassOrder.WEIGHT) {
        pass(order, i);
      }
    }
  }

  private void pass(PassOrder order, int i) {
    int place = order.place[i];
    int stage = order.stage[i];
    double[] free = clocks.free;
    double from = order.source[i] < 0 ? 0 : clocks.arrival[order.source[i]];
    double start = Math.max(free[stage], from);
    double there = given[stage * width + backwards[stage]];
    double weights = Math.min(there, done[stage] + start - free[stage]);
    boolean forward = order.kind[i] == PassOrder.FORWARD;
    if (forward) {
      int due = Math.min(backwards[stage], ++forwards[stage] - kept);
      double must = due <= 0 ? 0 : given[stage * width + due];
      start += Math.max(0, must - weights);
      weights = Math.max(must, weights);
    } else {
      given[stage * width + ++backwards[stage]] = there + vector.weight[place];
    }
    done[stage] = weights;
    free[stage] = start + (forward ? vector.forward[place] : vector.backward[place]);
    clocks.arrival[i] =
        arrival(
            stage,
            PipelineClocks.link(stage, forward, vector.stages),
            forward ? vector.forwardHop[place] : vector.backwardHop[place]);
  }

  private void begin(int passes, int stages) {
    clocks.begin(vector, passes);
    if (given.length < stages * width) {
      given = new double[stages * width];
    }
    if (done.length < stages) {
      done = new double[stages];
      forwards = new int[stages];
      backwards = new int[stages];
      open = new double[stages];
    }
    for (int stage = 0; stage < stages; stage++) {
      given[stage * width] = 0;
    }
    Arrays.fill(done, 0);
    Arrays.fill(forwards, 0);
    Arrays.fill(backwards, 0);
  }

  /** When others have what a stage has just ended. */
  private double arrival(int stage, int link, Beside hop) {
    if (vector.blockingTransfers) {
      clocks.free[stage] += hop.aloneSeconds();
    }
    return hop == Beside.NONE || vector.blockingTransfers
        ? clocks.free[stage]
        : clocks.send(link, hop, clocks.free[stage], hop.aloneSeconds());
  }
}
