package io.millrace.simulator.lowering.training.closedform;

import java.util.Arrays;

/**
 * How far the stages of a pipeline and the links between them have come on the way along its
 * passes, and when the results of passes arrive. Times are seconds since the iteration began.
 *
 * <p>A stage has two links: one that hands activations on and one that hands gradients back.
 *
 * <p>An instance is a workspace for one thread.
 */
final class PipelineClocks {
  /** When the result of each pass of the order is where it is waited for. */
  double[] arrival = new double[0];

  /** When each stage is free. */
  double[] free = new double[0];

  /** When each link is free, as {@link #link} numbers them. */
  double[] links = new double[0];

  /** {@link Beside#stretch} of what crosses each link, or did last. */
  private double[] stretch = new double[0];

  /** {@link Beside#loss} of the same. */
  private double[] loss = new double[0];

  /** How many stages there are; the arrays may be longer. */
  int stages;

  /**
   * Starts an iteration.
   *
   * @param passes of the order to walk along
   */
  void begin(StageVector vector, int passes) {
    this.stages = vector.stages;
    if (arrival.length < passes) {
      arrival = new double[passes];
    }
    if (free.length < stages) {
      free = new double[stages];
      links = new double[2 * stages];
      stretch = new double[2 * stages];
      loss = new double[2 * stages];
    }
    Arrays.fill(free, 0);
    Arrays.fill(links, 0);
    Arrays.fill(stretch, 0);
    Arrays.fill(loss, 0);
  }

  /** The link by which a stage hands on what a pass gives. */
  static int link(int stage, boolean forward, int stages) {
    return forward ? stage : stages + stage;
  }

  /**
   * Sends something as soon as its link is free.
   *
   * @return when it is there
   */
  double send(int link, Beside transfer, double ready, double seconds) {
    links[link] = Math.max(links[link], ready) + seconds;
    stretch[link] = transfer.stretch();
    loss[link] = transfer.loss();
    return links[link];
  }

  /** What a stage's work that starts at a time loses to its transfers. */
  double lost(int stage, double start, double seconds) {
    int back = stages + stage;
    return lost(links[stage] - start, loss[stage], seconds * stretch[stage])
        + lost(links[back] - start, loss[back], seconds * stretch[back]);
  }

  /**
   * What work loses to a transfer.
   *
   * @param meanwhile how long the transfer goes on once the work has started; none if negative
   * @param loss how much of that time the work loses
   * @param most what it loses to a transfer that is no shorter
   */
  private static double lost(double meanwhile, double loss, double most) {
    if (meanwhile <= 0) {
      return 0;
    }
    double lost = meanwhile * loss;
    return lost < most ? lost : most;
  }

  /**
   * Does ordinary passes, beside which there is nothing but transfers. Searches spend their time
   * here, hence arrays at hand and comparisons where {@code Math.max} would mind what is no number.
   *
   * @param from the first pass to do
   * @param to the pass before which to stop
   * @param busy when each stage has nothing else beside its passes
   * @return the pass before which it stops: the first one that is not ordinary or has something
   *     else beside it
   */
  int walk(PassOrder order, int from, int to, PassFigures figures, double[] busy) {
    int[] figuresOf = order.figures;
    int[] sourceOf = order.source;
    int[] stageOf = figures.stage;
    int[] linkOf = figures.link;
    double[] secondsOf = figures.seconds;
    double[] waitSecondsOf = figures.waitSeconds;
    double[] sendSecondsOf = figures.sendSeconds;
    boolean[] sendsOf = figures.sends;
    double[] stretchOf = figures.stretch;
    double[] lossOf = figures.loss;
    double[] arrivalOf = arrival;
    double[] freeOf = free;
    double[] linksOf = links;
    double[] stretchOn = stretch;
    double[] lossOn = loss;
    int all = stages;
    for (int i = from; i < to; i++) {
      int kind = figuresOf[i];
      if (kind < 0) {
        return i;
      }
      int stage = stageOf[kind];
      double start = freeOf[stage];
      if (busy[stage] > start) {
        return i;
      }
      int source = sourceOf[i];
      if (source >= 0 && arrivalOf[source] > start) {
        start = arrivalOf[source];
      }
      double seconds = secondsOf[kind];
      double end = start + seconds + waitSecondsOf[kind];
      double onward = linksOf[stage] - start;
      if (onward > 0) {
        end += lost(onward, lossOn[stage], seconds * stretchOn[stage]);
      }
      double back = linksOf[all + stage] - start;
      if (back > 0) {
        end += lost(back, lossOn[all + stage], seconds * stretchOn[all + stage]);
      }
      freeOf[stage] = end;
      if (sendsOf[kind]) {
        int link = linkOf[kind];
        double there = (linksOf[link] > end ? linksOf[link] : end) + sendSecondsOf[kind];
        linksOf[link] = there;
        stretchOn[link] = stretchOf[kind];
        lossOn[link] = lossOf[kind];
        arrivalOf[i] = there;
      } else {
        arrivalOf[i] = end;
      }
    }
    return to;
  }

  /**
   * Moves everything to a later time.
   *
   * @param results how many passes have results, from the first of the order
   */
  void shift(int results, double seconds) {
    for (int stage = 0; stage < stages; stage++) {
      free[stage] += seconds;
    }
    for (int link = 0; link < 2 * stages; link++) {
      links[link] += seconds;
    }
    for (int i = 0; i < results; i++) {
      arrival[i] += seconds;
    }
  }
}
