package io.millrace.simulator.lowering.training;

import io.millrace.simulator.lowering.training.closedform.Beside;
import java.util.Arrays;

/**
 * What stages of each class exchange beside their passes, with other stages and with replicas, and
 * what passes and exchanges leave each other of the device. Passes count with what all of a
 * micro-batch ask of it on average. It allocates nothing once it has seen as many classes, chunks
 * and hops.
 *
 * <p>An instance is a workspace for one thread.
 */
final class StageExchanges {
  private final double[] mean;

  /** By class: what all passes of a micro-batch take, and the share of the engines in use. */
  private double[] passSeconds = new double[0];

  private double[] engineShare = new double[0];

  /** By class and hop, or class and chunk: room for what is exchanged. */
  private Beside[][] hops = new Beside[0][];

  private Beside[][] gathers = new Beside[0][];
  private Beside[][] reduces = new Beside[0][];

  /** The same where anything is, else nothing. */
  private Beside[][] sent = new Beside[0][];

  private Beside[][] gathered = new Beside[0][];
  private Beside[][] reduced = new Beside[0][];

  /** By class and hop: what replicas leave a transfer of links that both use. */
  private double[][] sharedRates = new double[0][];

  /** By hop: what it is where nothing runs beside it. */
  private Beside[] aloneHops = new Beside[0];

  StageExchanges(int levels) {
    this.mean = new double[2 + levels];
  }

  /** Makes room for a layout. */
  void begin(PlanLayout layout) {
    int width = Math.max(layout.chunks(), layout.hops().size());
    if (layout.classes() <= passSeconds.length && width <= hops[0].length) {
      return;
    }
    int classes = Math.max(layout.classes(), passSeconds.length);
    passSeconds = new double[classes];
    engineShare = new double[classes];
    sharedRates = new double[classes][width];
    hops = room(classes, width);
    gathers = room(classes, width);
    reduces = room(classes, width);
    sent = new Beside[classes][width];
    gathered = new Beside[classes][width];
    reduced = new Beside[classes][width];
    aloneHops = new Beside[width];
  }

  private static Beside[][] room(int classes, int width) {
    Beside[][] exchanges = new Beside[classes][width];
    for (Beside[] row : exchanges) {
      Arrays.setAll(row, i -> new Beside());
    }
    return exchanges;
  }

  /**
   * Finds those of a class.
   *
   * @param times of chunks, by shape
   */
  void fill(
      PlanLayout layout, PassCosts passes, ReplicaTimes replicas, ChunkTimes[] times, int kind) {
    Arrays.fill(mean, 0);
    double engines = 0;
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      ChunkTimes chunkTimes = times[layout.shape(kind, chunk)];
      chunkTimes.addDemands(mean);
      engines += chunkTimes.engineSeconds();
    }
    double all = mean[0];
    passSeconds[kind] = all;
    engineShare[kind] = all == 0 ? 0 : engines / all;
    for (int i = 0; i < mean.length; i++) {
      mean[i] = all == 0 ? 0 : mean[i] / all;
    }
    boolean meet = layout.stages() > 1 && replicas.reducesOnce;
    for (int hop = 0; hop < passes.hops.length; hop++) {
      sent[kind][hop] = passes.hops[hop].beside(engineShare[kind], mean, hops[kind][hop]);
      sharedRates[kind][hop] =
          meet ? replicas.shared[kind].slowest(engineShare[kind], passes.hops[hop]) : 1;
    }
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      int shape = layout.shape(kind, chunk);
      int last = passes.chunks[shape].split() ? 2 : 1;
      gathered[kind][chunk] =
          replicas.gather[kind][chunk].beside(
              engineShare[kind], times[shape].demands(0), gathers[kind][chunk]);
      reduced[kind][chunk] =
          replicas.reduce[kind][chunk].beside(
              engineShare[kind], times[shape].demands(last), reduces[kind][chunk]);
    }
  }

  /** Finds what transfers between stages are where nothing runs beside them. */
  void fillAlone(PassCosts passes) {
    for (int hop = 0; hop < passes.hops.length; hop++) {
      aloneHops[hop] = passes.hops[hop].alone(hops[0][hop]);
    }
  }

  /** A transfer to another stage; a negative hop is none. */
  Beside hop(int kind, int hop) {
    return hop < 0 ? Beside.NONE : sent[kind][hop];
  }

  /** The same where nothing runs beside it. */
  Beside aloneHop(int hop) {
    return hop < 0 ? Beside.NONE : aloneHops[hop];
  }

  /** The rate of a transfer that meets the replicas' gradients, against its rate alone. */
  double sharedRate(int kind, int hop) {
    return hop < 0 ? 1 : sharedRates[kind][hop];
  }

  /** A piece of a chunk's weights, as it arrives from other replicas. */
  Beside gather(int kind, int chunk) {
    return gathered[kind][chunk];
  }

  /** A piece of a chunk's gradients, as it leaves for other replicas. */
  Beside reduce(int kind, int chunk) {
    return reduced[kind][chunk];
  }

  /** What a class's passes of a micro-batch take. */
  double passSeconds(int kind) {
    return passSeconds[kind];
  }

  /** The share of the engines that a class's passes use. */
  double engineShare(int kind) {
    return engineShare[kind];
  }
}
