package io.millrace.simulator.lowering.training.closedform;

import java.util.Arrays;

/**
 * What the stages of a pipeline take for one micro-batch, as arrays: all that a formula needs to
 * know. It is filled anew for each plan, so that evaluating plans allocates nothing.
 *
 * <p>A chunk of a stage is at {@code stage * chunks + chunk}; a stage's chunks are in the order of
 * the forward pass. Times are in seconds, memory in bytes.
 */
public final class StageVector {
  /**
   * Pieces of a pass between which replicas exchange, as frameworks do in buckets. The simulated
   * iteration has as many.
   */
  public static final int PIECES = 4;

  /** By how much chunks may differ to count as even. */
  private static final double UNEVENNESS = 0.05;

  int stages;
  int chunks;
  int microBatches;
  boolean blockingTransfers;
  boolean gradientsOverlap;

  double[] forward = new double[0];
  double[] backward = new double[0];
  double[] weight = new double[0];

  /** Rate of a stage's transfers beside its exchanges with replicas. */
  double[] sharedRate = new double[0];

  Beside[] forwardHop = new Beside[0];
  Beside[] backwardHop = new Beside[0];
  Beside[] gather = new Beside[0];
  Beside[] reduce = new Beside[0];
  long[] forwardTakes = new long[0];
  long[] backwardTakes = new long[0];
  long[] backwardReturns = new long[0];
  long[] weightReturns = new long[0];

  /** Starts a new pipeline; everything else has to be set for each chunk. */
  public void begin(int stages, int chunks, int microBatches) {
    this.stages = stages;
    this.chunks = chunks;
    this.microBatches = microBatches;
    this.blockingTransfers = false;
    this.gradientsOverlap = false;
    int places = stages * chunks;
    if (forward.length < places) {
      sharedRate = new double[places];
      forward = new double[places];
      backward = new double[places];
      weight = new double[places];
      forwardHop = new Beside[places];
      backwardHop = new Beside[places];
      gather = new Beside[places];
      reduce = new Beside[places];
      forwardTakes = new long[places];
      backwardTakes = new long[places];
      backwardReturns = new long[places];
      weightReturns = new long[places];
    }
    Arrays.fill(sharedRate, 1);
    Arrays.fill(forwardHop, Beside.NONE);
    Arrays.fill(backwardHop, Beside.NONE);
    Arrays.fill(gather, Beside.NONE);
    Arrays.fill(reduce, Beside.NONE);
  }

  /** Whether a stage that sends does nothing else meanwhile. */
  public void blockingTransfers(boolean blocking) {
    blockingTransfers = blocking;
  }

  /** Whether gradients are summed while the last backward passes run, or after them. */
  public void gradientsOverlap(boolean overlap) {
    gradientsOverlap = overlap;
  }

  /**
   * Sets what the passes of a chunk take.
   *
   * @param forward the forward pass
   * @param backward the backward pass, or the part of it that others wait for
   * @param weight the rest of it, for which only the optimizer waits
   */
  public void times(int stage, int chunk, double forward, double backward, double weight) {
    int place = place(stage, chunk);
    this.forward[place] = forward;
    this.backward[place] = backward;
    this.weight[place] = weight;
  }

  /** Sets what the passes of a chunk send to other stages; {@link Beside#NONE}: nothing. */
  public void transfers(int stage, int chunk, Beside forwardHop, Beside backwardHop) {
    int place = place(stage, chunk);
    this.forwardHop[place] = forwardHop;
    this.backwardHop[place] = backwardHop;
  }

  /** Sets the rate of a stage's transfers while it exchanges with replicas, against that alone. */
  public void sharedLinks(int stage, double rate) {
    sharedRate[stage] = rate;
  }

  /**
   * Sets what replicas exchange of a chunk in each of {@link #PIECES} pieces.
   *
   * @param gather weights that arrive for the first forward pass
   * @param reduce gradients that leave with the last backward pass
   */
  public void exchanges(int stage, int chunk, Beside gather, Beside reduce) {
    int place = place(stage, chunk);
    this.gather[place] = gather;
    this.reduce[place] = reduce;
  }

  /** Sets the memory that passes take when they start and return when they end. */
  public void memory(
      int stage,
      int chunk,
      long forwardTakes,
      long backwardTakes,
      long backwardReturns,
      long weightReturns) {
    int place = place(stage, chunk);
    this.forwardTakes[place] = forwardTakes;
    this.backwardTakes[place] = backwardTakes;
    this.backwardReturns[place] = backwardReturns;
    this.weightReturns[place] = weightReturns;
  }

  /** How long a transfer takes beside passes; the only micro-batch's has none beside it. */
  double transferSeconds(Beside hop) {
    return microBatches == 1 ? hop.aloneSeconds() : hop.besideSeconds();
  }

  int place(int stage, int chunk) {
    return stage * chunks + chunk;
  }

  /** What a stage does for one micro-batch in all its chunks. */
  double busySeconds(int stage) {
    double sum = 0;
    for (int place = stage * chunks; place < (stage + 1) * chunks; place++) {
      sum += forward[place] + backward[place] + weight[place];
    }
    return sum;
  }

  /**
   * Whether no chunk of a pipeline takes much longer than another but the last one, which computes
   * the output layer: no stage waits for it that would not wait for its stage anyway.
   */
  boolean hasEvenChunks() {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    int last = stages * chunks - 1;
    for (int place = 0; place < last; place++) {
      double pair = forward[place] + backward[place];
      least = Math.min(least, pair);
      most = Math.max(most, pair);
    }
    double pair = forward[last] + backward[last];
    return most - Math.min(least, pair) <= UNEVENNESS * most;
  }

  /**
   * How much of the iteration at least three contend for a device: passes, transfers to both
   * neighbours that are longer than the passes between them, or transfers while replicas exchange.
   * What replicas exchange meets the pipeline as it fills and drains, where every transfer counts
   * for as much as it loses.
   */
  public double crowdedSeconds() {
    double most = 0;
    double exchanged = 0;
    double transfers = 0;
    double lost = 0;
    for (int stage = 0; stage < stages; stage++) {
      most = Math.max(most, crowdedSeconds(stage));
      double replicas = replicaSeconds(stage);
      double sent = transferSeconds(stage);
      exchanged = Math.max(exchanged, replicas);
      transfers += sent;
      lost += (1 / sharedRate[stage] - 1) * Math.min(sent, replicas);
    }
    return Math.max(most, Math.min(exchanged, Math.min(transfers, lost)));
  }

  private double crowdedSeconds(int stage) {
    double longer = 0;
    double busy = 0;
    for (int place = stage * chunks; place < (stage + 1) * chunks; place++) {
      busy += forward[place] + backward[place] + weight[place];
      longer += Math.max(0, forwardHop[place].besideSeconds() - backward[place]);
      longer += Math.max(0, backwardHop[place].besideSeconds() - forward[place]);
    }
    double share = busy == 0 ? 0 : Math.min(1, transferSeconds(stage) / busy);
    return (blockingTransfers ? 0 : microBatches * longer)
        + share * Math.min(replicaSeconds(stage), microBatches * busy);
  }

  /** What replicas of a stage exchange beside passes. */
  private double replicaSeconds(int stage) {
    double pieces = gradientsOverlap ? PIECES : 0;
    double seconds = 0;
    for (int place = stage * chunks; place < (stage + 1) * chunks; place++) {
      seconds += PIECES * gather[place].besideSeconds() + pieces * reduce[place].besideSeconds();
    }
    return seconds;
  }

  /** What a stage sends for one micro-batch. */
  private double transferSeconds(int stage) {
    double seconds = 0;
    for (int place = stage * chunks; place < (stage + 1) * chunks; place++) {
      seconds += forwardHop[place].besideSeconds() + backwardHop[place].besideSeconds();
    }
    return seconds;
  }
}
