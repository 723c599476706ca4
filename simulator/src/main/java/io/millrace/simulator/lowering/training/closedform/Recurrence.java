package io.millrace.simulator.lowering.training.closedform;

import java.util.Arrays;

/**
 * When each pass ends, one after the other: a pass starts when its stage is free and what it waits
 * for is there. Where the order repeats, it goes on until each repetition takes the same ({@link
 * SteadyState}); what passes take of memory they have returned by then. Exact for passes and
 * transfers that do not slow each other; where an exchange runs beside a pass, each loses what
 * {@link TwoActivities} takes from it while both run, and several exchanges beside one pass are
 * taken one by one.
 *
 * <p>An instance is a workspace for one thread.
 */
final class Recurrence {
  private static final int PIECES = StageVector.PIECES;

  private double[] arrival = new double[0];
  private double[] free = new double[0];
  private double[] sends = new double[0];
  private double[] returns = new double[0];
  private double[] data = new double[0];
  private double[] gathers = new double[0];
  private long[] held = new long[0];
  private Beside[] sent = new Beside[0];
  private Beside[] returned = new Beside[0];
  private Beside[] exchanged = new Beside[0];

  private final SteadyState steady = new SteadyState();
  private StageVector vector = new StageVector();
  private PipelineEnds ends = new PipelineEnds();

  void run(PassOrder order, StageVector vector, PipelineEnds ends) {
    this.vector = vector;
    this.ends = ends;
    begin(order.passes);
    walk(order, 0, order.repeatsTo);
    repeat(order, order.repetitions(vector));
    walk(order, order.repeatsTo, order.passes);
    for (int stage = 0; stage < vector.stages; stage++) {
      ends.passes[stage] = free[stage];
      ends.gradients[stage] = data[stage] > 0 ? data[stage] : 0;
    }
  }

  /** Walks along the part that repeats again and again, until nothing but the time changes. */
  private void repeat(PassOrder order, int times) {
    int stages = vector.stages;
    for (int left = times - 1; left >= 0; left--) {
      steady.note(stages, free, sends, returns);
      boolean alone = steady.isOver(stages, data);
      order.moveOn(arrival);
      walk(order, order.repeatsFrom, order.repeatsTo);
      if (left > 0 && alone && steady.isReached(order, arrival, stages, free, sends, returns)) {
        double seconds = left * steady.later();
        SteadyState.shift(free, stages, seconds);
        SteadyState.shift(sends, stages, seconds);
        SteadyState.shift(returns, stages, seconds);
        SteadyState.shift(arrival, order.repeatsTo, seconds);
        return;
      }
    }
  }

  private void walk(PassOrder order, int from, int to) {
    for (int i = from; i < to; i++) {
      int place = order.place[i];
      int stage = place / vector.chunks;
      byte kind = order.kind[i];
      double start = free[stage];
      if (order.source[i] >= 0) {
        start = Math.max(start, arrival[order.source[i]]);
      }
      double seconds =
          kind == PassOrder.FORWARD
              ? vector.forward[place]
              : kind == PassOrder.BACKWARD ? vector.backward[place] : vector.weight[place];
      account(stage, place, kind);
      double end = start;
      if (order.atEnd[i] && kind == PassOrder.FORWARD && vector.gather[place] != Beside.NONE) {
        end = gathered(stage, place, start, seconds);
      } else if (order.atEnd[i] && kind != PassOrder.FORWARD && reduces(place)) {
        end = reduced(stage, place, start, seconds);
      } else {
        end = start + seconds + lost(stage, start, seconds);
      }
      free[stage] = end;
      arrival[i] = end;
      boolean last = order.endsStage[i];
      if (last && !vector.gradientsOverlap) {
        reduceAfterwards(stage);
      }
      if (kind != PassOrder.WEIGHT) {
        send(i, stage, kind == PassOrder.FORWARD, place, end, last);
      }
    }
  }

  private void begin(int passes) {
    int stages = vector.stages;
    ends.begin(stages);
    if (arrival.length < passes) {
      arrival = new double[passes];
    }
    if (free.length < stages) {
      free = new double[stages];
      sends = new double[stages];
      returns = new double[stages];
      data = new double[stages];
      gathers = new double[stages];
      held = new long[stages];
      sent = new Beside[stages];
      returned = new Beside[stages];
      exchanged = new Beside[stages];
    }
    Arrays.fill(free, 0);
    Arrays.fill(sends, 0);
    Arrays.fill(returns, 0);
    Arrays.fill(data, 0);
    Arrays.fill(gathers, 0);
    Arrays.fill(held, 0);
    Arrays.fill(sent, Beside.NONE);
    Arrays.fill(returned, Beside.NONE);
    Arrays.fill(exchanged, Beside.NONE);
    for (int stage = 0; stage < stages; stage++) {
      for (int place = stage * vector.chunks; place < (stage + 1) * vector.chunks; place++) {
        Beside gather = vector.gather[place];
        data[stage] += ExchangesAtEnds.gathering(vector, place);
        exchanged[stage] = gather == Beside.NONE ? exchanged[stage] : gather;
      }
    }
  }

  private void account(int stage, int place, byte kind) {
    held[stage] +=
        kind == PassOrder.FORWARD
            ? vector.forwardTakes[place]
            : kind == PassOrder.BACKWARD ? vector.backwardTakes[place] : 0;
    ends.peak[stage] = Math.max(ends.peak[stage], held[stage]);
    held[stage] -=
        kind == PassOrder.BACKWARD
            ? vector.backwardReturns[place]
            : kind == PassOrder.WEIGHT ? vector.weightReturns[place] : 0;
  }

  private boolean reduces(int place) {
    return vector.gradientsOverlap && vector.reduce[place] != Beside.NONE;
  }

  /** What work that starts at a time loses to what the stage exchanges meanwhile. */
  private double lost(int stage, double start, double seconds) {
    return lost(start, seconds, sends[stage], sent[stage])
        + lost(start, seconds, returns[stage], returned[stage])
        + lost(start, seconds, data[stage], exchanged[stage]);
  }

  private static double lost(double start, double seconds, double until, Beside exchange) {
    if (until <= start) {
      return 0;
    }
    double rate = exchange.meanPassRate();
    return Math.min(seconds / rate - seconds, (until - start) * (1 - rate));
  }

  /** A first pass in pieces, each of which waits for a piece of the weights. */
  private double gathered(int stage, int place, double start, double seconds) {
    Beside gather = vector.gather[place];
    double end = start;
    for (int piece = 0; piece < PIECES; piece++) {
      boolean alone = gathers[stage] < start || piece == 0;
      gathers[stage] += alone ? gather.aloneSeconds() : ExchangesAtEnds.nextPiece(vector, place);
      double from = Math.max(end, gathers[stage]);
      end = from + seconds / PIECES + lost(stage, from, seconds / PIECES);
    }
    return end;
  }

  /** A last pass in pieces, after each of which a piece of the gradients leaves. */
  private double reduced(int stage, int place, double start, double seconds) {
    Beside reduce = vector.reduce[place];
    double end = start;
    for (int piece = 0; piece < PIECES; piece++) {
      end += seconds / PIECES + lost(stage, end, seconds / PIECES);
      double left = place % vector.chunks > 0 ? seconds : seconds * (PIECES - 1 - piece) / PIECES;
      double passEnd = end + left / reduce.meanPassRate();
      double from = Math.max(data[stage], end);
      exchanged[stage] = reduce;
      data[stage] =
          from
              + reduce.aloneSeconds()
              + ExchangesAtEnds.stretch(reduce, 1, Math.max(0, passEnd - from));
    }
    return end;
  }

  /** Gradients that leave once the stage has done its passes, beside its last transfer. */
  private void reduceAfterwards(int stage) {
    for (int place = stage * vector.chunks; place < (stage + 1) * vector.chunks; place++) {
      if (vector.reduce[place] != Beside.NONE) {
        data[stage] = Math.max(data[stage], free[stage]) + vector.reduce[place].aloneSeconds();
      }
    }
  }

  private void send(int pass, int stage, boolean forward, int place, double end, boolean last) {
    Beside hop = forward ? vector.forwardHop[place] : vector.backwardHop[place];
    if (hop == Beside.NONE) {
      return;
    }
    double shared =
        last && !vector.gradientsOverlap
            ? ExchangesAtEnds.sharedAfterwards(vector, stage, hop)
            : sharedWithData(stage, end, hop);
    data[stage] += shared;
    double seconds = last ? hop.aloneSeconds() : vector.transferSeconds(hop);
    if (vector.blockingTransfers) {
      free[stage] = end + hop.aloneSeconds() + shared;
      arrival[pass] = free[stage];
    } else if (forward) {
      sends[stage] = Math.max(sends[stage], end) + seconds + shared;
      sent[stage] = hop;
      arrival[pass] = sends[stage];
    } else {
      returns[stage] = Math.max(returns[stage], end) + seconds + shared;
      returned[stage] = hop;
      arrival[pass] = returns[stage];
    }
  }

  /** What a transfer and an exchange of replicas each lose where they share links. */
  private double sharedWithData(int stage, double end, Beside hop) {
    double rate = vector.sharedRate[stage];
    double transfer = hop.transferSeconds();
    return data[stage] <= end
        ? 0
        : Math.min(transfer / rate - transfer, (data[stage] - end) * (1 - rate));
  }
}
