package io.millrace.simulator.lowering.training.closedform;

import java.util.Arrays;

/**
 * When each pass ends, one after the other: a pass starts when its stage is free and what it waits
 * for is there. Where the order repeats, it goes on until each repetition takes the same ({@link
 * Repetition}). Exact for passes and transfers that do not slow each other; where an exchange runs
 * beside a pass, each loses what {@link TwoActivities} takes from it while both run, and several
 * exchanges beside one pass are taken one by one.
 *
 * <p>An instance is a workspace for one thread.
 */
final class Recurrence {
  private static final int PIECES = StageVector.PIECES;

  private final PipelineClocks clocks = new PipelineClocks();
  private final PassFigures figures = new PassFigures();
  private final Repetition repetition = new Repetition();

  /** When a stage's exchanges with replicas are over, and which was the last one. */
  private double[] data = new double[0];

  private Beside[] exchanged = new Beside[0];

  /** When the weights that a stage waits for at first are there. */
  private double[] gathers = new double[0];

  private StageVector vector = new StageVector();
  private PipelineEnds ends = new PipelineEnds();

  void run(PassOrder order, StageVector vector, PipelineEnds ends) {
    this.vector = vector;
    ends.begin(vector.stages);
    begin(order.passes);
    walk(order, 0, order.repeatsTo);
    repeat(order, order.repetitions(vector));
    walk(order, order.repeatsTo, order.passes);
    for (int stage = 0; stage < vector.stages; stage++) {
      ends.passes[stage] = clocks.free[stage];
      ends.gradients[stage] = data[stage] > 0 ? data[stage] : 0;
    }
  }

  /** Walks along the part that repeats, pass by pass only while replicas exchange beside it. */
  private void repeat(PassOrder order, int times) {
    int left = times;
    while (left > 0 && replicasExchange()) {
      order.moveOn(clocks.arrival);
      walk(order, order.repeatsFrom, order.repeatsTo);
      left--;
    }
    if (left > 0) {
      repetition.repeat(order, figures, clocks, data, left);
    }
  }

  private boolean replicasExchange() {
    for (int stage = 0; stage < vector.stages; stage++) {
      if (data[stage] > clocks.free[stage]) {
        return true;
      }
    }
    return false;
  }

  private void walk(PassOrder order, int from, int to) {
    int next = clocks.walk(order, from, to, figures, data);
    while (next < to) {
      besideReplicas(order, next, order.stage[next]);
      next = clocks.walk(order, next + 1, to, figures, data);
    }
  }

  /** A pass while its stage may exchange with replicas, or start or end to do so. */
  private void besideReplicas(PassOrder order, int pass, int stage) {
    int place = order.place[pass];
    byte kind = order.kind[pass];
    int source = order.source[pass];
    double start =
        source < 0 ? clocks.free[stage] : Math.max(clocks.free[stage], clocks.arrival[source]);
    int index = order.figures[pass];
    int kindOfChunk = index < 0 ? ~index : index;
    double seconds = figures.seconds[kindOfChunk];
    double end;
    if (order.atEnd[pass] && kind == PassOrder.FORWARD && vector.gather[place] != Beside.NONE) {
      end = gathered(stage, place, start, seconds);
    } else if (order.atEnd[pass] && kind != PassOrder.FORWARD && reduces(place)) {
      end = reduced(stage, place, start, seconds);
    } else {
      end = start + seconds + lost(stage, start, seconds);
    }
    clocks.free[stage] = end;
    clocks.arrival[pass] = end;
    boolean last = order.endsStage[pass];
    if (last && !vector.gradientsOverlap) {
      reduceAfterwards(stage);
    }
    send(pass, stage, figures.link[kindOfChunk], figures.hop[kindOfChunk], end, last);
  }

  private void begin(int passes) {
    int stages = vector.stages;
    clocks.begin(vector, passes);
    figures.fill(vector);
    if (data.length < stages) {
      data = new double[stages];
      gathers = new double[stages];
      exchanged = new Beside[stages];
    }
    Arrays.fill(data, 0);
    Arrays.fill(gathers, 0);
    Arrays.fill(exchanged, Beside.NONE);
    for (int stage = 0; stage < stages; stage++) {
      for (int place = stage * vector.chunks; place < (stage + 1) * vector.chunks; place++) {
        Beside gather = vector.gather[place];
        data[stage] += ExchangesAtEnds.gathering(vector, place);
        exchanged[stage] = gather == Beside.NONE ? exchanged[stage] : gather;
      }
    }
  }

  private boolean reduces(int place) {
    return vector.gradientsOverlap && vector.reduce[place] != Beside.NONE;
  }

  /** What work that starts at a time loses to what the stage exchanges meanwhile. */
  private double lost(int stage, double start, double seconds) {
    return clocks.lost(stage, start, seconds) + exchanged[stage].lost(start, seconds, data[stage]);
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
        data[stage] =
            Math.max(data[stage], clocks.free[stage]) + vector.reduce[place].aloneSeconds();
      }
    }
  }

  private void send(int pass, int stage, int link, Beside hop, double end, boolean last) {
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
      clocks.free[stage] = end + hop.aloneSeconds() + shared;
      clocks.arrival[pass] = clocks.free[stage];
    } else {
      clocks.arrival[pass] = clocks.send(link, hop, end, seconds + shared);
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
