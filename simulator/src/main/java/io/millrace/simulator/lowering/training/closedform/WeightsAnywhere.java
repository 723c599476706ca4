package io.millrace.simulator.lowering.training.closedform;

import io.millrace.model.plan.ScheduleKind;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import io.millrace.simulator.lowering.training.schedule.PipelineShape;
import io.millrace.simulator.lowering.training.schedule.Placement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

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
 * <p>An instance is a workspace for one thread.
 */
final class WeightsAnywhere {
  private final Map<Pattern, PassOrder> patterns = new HashMap<>();

  private double[] arrival = new double[0];
  private double[] free = new double[0];
  private double[] sends = new double[0];
  private double[] returns = new double[0];
  private double[] done = new double[0];
  private int[] forwards = new int[0];
  private int[] backwards = new int[0];

  /** By stage and number of input gradients: the seconds of their weight gradients. */
  private double[] given = new double[0];

  private record Pattern(ScheduleKind schedule, PipelineShape shape) {

    PassOrder order() {
      Placement placement = PipelineSchedules.of(schedule).placement();
      return new PassOrder(PipelineSchedules.pattern(schedule, shape), shape, placement);
    }
  }

  /** Finds when stages are done at least; what is exchanged beside passes does not count. */
  void run(ScheduleKind schedule, StageVector vector, PipelineEnds ends) {
    PipelineShape shape = new PipelineShape(vector.stages, vector.microBatches, vector.chunks);
    PassOrder order = patterns.computeIfAbsent(new Pattern(schedule, shape), Pattern::order);
    int kept = PipelineSchedules.keptChunks(schedule, vector.stages);
    int width = vector.chunks * vector.microBatches + 1;
    begin(order.passes, vector.stages, width);
    for (int i = 0; i < order.passes; i++) {
      int place = order.place[i];
      int stage = place / vector.chunks;
      double from = order.source[i] < 0 ? 0 : arrival[order.source[i]];
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
      arrival[i] = arrival(vector, stage, place, forward);
    }
    ends.begin(vector.stages);
    for (int stage = 0; stage < vector.stages; stage++) {
      ends.passes[stage] = free[stage] + given[stage * width + backwards[stage]] - done[stage];
    }
  }

  private void begin(int passes, int stages, int width) {
    if (arrival.length < passes) {
      arrival = new double[passes];
    }
    if (given.length < stages * width) {
      given = new double[stages * width];
    }
    if (free.length < stages) {
      free = new double[stages];
      sends = new double[stages];
      returns = new double[stages];
      done = new double[stages];
      forwards = new int[stages];
      backwards = new int[stages];
    }
    for (int stage = 0; stage < stages; stage++) {
      given[stage * width] = 0;
    }
    Arrays.fill(free, 0);
    Arrays.fill(sends, 0);
    Arrays.fill(returns, 0);
    Arrays.fill(done, 0);
    Arrays.fill(forwards, 0);
    Arrays.fill(backwards, 0);
  }

  /** When others have what a stage has just ended. */
  private double arrival(StageVector vector, int stage, int place, boolean forward) {
    Beside hop = forward ? vector.forwardHop[place] : vector.backwardHop[place];
    if (hop == Beside.NONE) {
      return free[stage];
    }
    if (vector.blockingTransfers) {
      free[stage] += hop.aloneSeconds();
      return free[stage];
    }
    double[] stream = forward ? sends : returns;
    stream[stage] = Math.max(stream[stage], free[stage]) + hop.aloneSeconds();
    return stream[stage];
  }
}
