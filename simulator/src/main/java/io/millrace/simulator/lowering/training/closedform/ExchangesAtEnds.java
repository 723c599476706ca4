package io.millrace.simulator.lowering.training.closedform;

import java.util.Arrays;

/**
 * What replicas exchange at both ends of an iteration, against the passes beside it. Weights arrive
 * chunk after chunk in {@link StageVector#PIECES} pieces from the start on, and so many pieces of a
 * chunk's first forward pass wait for one each; gradients leave in as many pieces of its last
 * backward pass. With pieces of {@code t / 4} and exchanges of {@code e} the last of them ends at
 * {@code max(t + e, t / 4 + 4 e)} after the pass starts.
 */
final class ExchangesAtEnds {
  private static final int PIECES = StageVector.PIECES;

  /** When the weights of each chunk have arrived. */
  private double[] arrived = new double[0];

  void prepare(StageVector vector) {
    int places = vector.stages * vector.chunks;
    if (arrived.length < places) {
      arrived = new double[places];
    }
    Arrays.fill(arrived, 0, places, 0);
    for (int stage = 0; stage < vector.stages; stage++) {
      double at = 0;
      for (int place = stage * vector.chunks; place < (stage + 1) * vector.chunks; place++) {
        at += gathering(vector, place);
        arrived[place] = at;
      }
    }
  }

  /** How long the weights of a chunk arrive; passes of the chunks before run beside later ones. */
  static double gathering(StageVector vector, int place) {
    Beside gather = vector.gather[place];
    return place % vector.chunks > 0
        ? PIECES * gather.besideSeconds()
        : gather.aloneSeconds() + (PIECES - 1) * nextPiece(vector, place);
  }

  /** A piece of weights beside the piece of the first pass that waited for the one before. */
  static double nextPiece(StageVector vector, int place) {
    Beside gather = vector.gather[place];
    double pass = vector.forward[place] / PIECES / gather.meanPassRate();
    return gather.aloneSeconds() + stretch(gather, 1, pass);
  }

  /** When a chunk's first forward pass ends that can start at a time. */
  double firstForward(StageVector vector, int place, double start) {
    Beside gather = vector.gather[place];
    double until = arrived[(place / vector.chunks + 1) * vector.chunks - 1];
    double piece = vector.forward[place] / PIECES;
    if (gather == Beside.NONE) {
      return start + PIECES * piece;
    }
    double slower = piece / gather.meanPassRate();
    double weights = arrived[place] - gathering(vector, place);
    double end = start;
    for (int i = 0; i < PIECES; i++) {
      weights += weights < start || i == 0 ? gather.aloneSeconds() : nextPiece(vector, place);
      double from = Math.max(end, weights);
      double left = Math.max(0, until - from);
      end = from + Math.min(slower, piece + left * (1 - gather.meanPassRate()));
    }
    return end;
  }

  /** What a stage's first passes lose to the weights that arrive beside them. */
  double lostToGathers(StageVector vector, int stage, double firstEnd) {
    int last = (stage + 1) * vector.chunks - 1;
    Beside gather = vector.gather[last];
    return Math.max(0, arrived[last] - firstEnd) * (1 - gather.meanPassRate());
  }

  /** A chunk's last backward pass with what it loses to gradients that leave. */
  double lastBackward(StageVector vector, int place, double seconds) {
    return seconds + lost(vector, place, PIECES - 1);
  }

  /** What a stage's last passes from a chunk's last one on lose to gradients that leave. */
  double lostToReductions(StageVector vector, int stage, int fromChunk) {
    double lost = 0;
    for (int chunk = fromChunk; chunk < vector.chunks; chunk++) {
      int pieces = chunk == fromChunk ? PIECES - 1 : PIECES;
      lost += lost(vector, stage * vector.chunks + chunk, pieces);
    }
    return lost;
  }

  private static double lost(StageVector vector, int place, int pieces) {
    Beside reduce = vector.reduce[place];
    if (!vector.gradientsOverlap || reduce == Beside.NONE) {
      return 0;
    }
    double piece = vector.backward[place] / PIECES;
    double most = piece / reduce.meanPassRate() - piece;
    return pieces * Math.min(reduce.lostSeconds(), most);
  }

  /** What the first micro-batch's transfer loses to weights that arrive over the same links. */
  double sharedWithGathers(StageVector vector, int place, Beside hop, double end) {
    int stage = place / vector.chunks;
    double left = arrived[(stage + 1) * vector.chunks - 1] - end;
    return Math.max(0, Math.min(left, shared(vector, stage, hop)));
  }

  /** What the last micro-batch's transfer loses to gradients that leave over the same links. */
  double sharedWithReductions(StageVector vector, int place, Beside hop) {
    int stage = place / vector.chunks;
    if (vector.gradientsOverlap) {
      return Math.min(vector.reduce[place].aloneSeconds(), shared(vector, stage, hop));
    }
    return place % vector.chunks == 0 ? sharedAfterwards(vector, stage, hop) : 0;
  }

  /**
   * What a stage's last transfer loses to the gradients that leave once its passes are done: they
   * set out together and share links once data of both flow.
   */
  static double sharedAfterwards(StageVector vector, int stage, Beside hop) {
    double gradientsStart = vector.reduce[stage * vector.chunks].startSeconds();
    double ahead = gradientsStart - hop.startSeconds();
    double transfer = hop.transferSeconds() - Math.max(0, ahead);
    double gradients = afterwards(vector, stage) - gradientsStart + Math.min(0, ahead);
    return Math.max(0, Math.min(transfer, gradients)) * (1 / vector.sharedRate[stage] - 1);
  }

  /** What a stage's gradients take that leave once its passes are done. */
  private static double afterwards(StageVector vector, int stage) {
    double seconds = 0;
    for (int place = stage * vector.chunks; place < (stage + 1) * vector.chunks; place++) {
      seconds += vector.reduce[place].aloneSeconds();
    }
    return seconds;
  }

  private static double shared(StageVector vector, int stage, Beside hop) {
    return hop.transferSeconds() * (1 / vector.sharedRate[stage] - 1);
  }

  /**
   * When a stage's gradients are summed, which do not wait for a transfer that blocks; zero:
   * nothing to sum.
   *
   * @param end when the stage is done with its passes and their transfers
   */
  double summed(StageVector vector, int stage, double end) {
    Beside last = vector.backwardHop[stage * vector.chunks];
    double passesEnd = vector.blockingTransfers ? end - last.aloneSeconds() : end;
    return vector.gradientsOverlap
        ? summedMeanwhile(vector, stage, passesEnd)
        : summedAfterwards(vector, stage, passesEnd);
  }

  private static double summedAfterwards(StageVector vector, int stage, double passesEnd) {
    double seconds = afterwards(vector, stage);
    Beside last = vector.backwardHop[stage * vector.chunks];
    return seconds == 0 ? 0 : passesEnd + seconds + sharedAfterwards(vector, stage, last);
  }

  private double summedMeanwhile(StageVector vector, int stage, double passesEnd) {
    double end = 0;
    for (int chunk = vector.chunks - 1; chunk >= 0; chunk--) {
      int place = stage * vector.chunks + chunk;
      Beside reduce = vector.reduce[place];
      if (reduce == Beside.NONE) {
        continue;
      }
      double seconds = lastBackward(vector, place, vector.backward[place]);
      double ready = passesEnd - passesAfter(vector, stage, chunk);
      double first = ready - seconds + vector.backward[place] / PIECES;
      double others = PIECES * reduce.aloneSeconds() + stretch(reduce, PIECES - 1, ready - first);
      others += chunk > 0 ? reduce.besideSeconds() - reduce.aloneSeconds() : 0;
      end = Math.max(Math.max(end, first) + others, ready + reduce.aloneSeconds());
    }
    return end;
  }

  /** By how much exchanges take longer for a pass that runs for some time beside them. */
  static double stretch(Beside exchange, int times, double pass) {
    double most = times * (exchange.besideSeconds() - exchange.aloneSeconds());
    return Math.min(most, pass * (1 - exchange.ownRate()));
  }

  /** The passes after a chunk's last one: the last group's in the chunks before. */
  private static double passesAfter(StageVector vector, int stage, int chunk) {
    double seconds = 0;
    for (int before = 0; before < chunk; before++) {
      int place = stage * vector.chunks + before;
      Beside hop = vector.backwardHop[place + 1];
      double sending = vector.blockingTransfers ? hop.aloneSeconds() : 0;
      seconds += vector.stages * (vector.backward[place] + sending);
    }
    return seconds;
  }
}
