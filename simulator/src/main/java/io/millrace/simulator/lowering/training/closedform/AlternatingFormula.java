package io.millrace.simulator.lowering.training.closedform;

/**
 * The time of schedules that alternate forward and backward passes, 1F1B and interleaved, as the
 * longest of the few kinds of way that lead from the first pass to the last one.
 *
 * <p>Passes, what they wait for and the orders of the stages make a graph; its longest way is the
 * time (Baccelli et al., Synchronization and Linearity, 1992, section 2.5). Stage {@code s} of
 * {@code p} does {@code w} forward passes, then forward and backward in turn, then {@code w}
 * backward passes; {@code w = p - 1 - s} in 1F1B and {@code 2 (p - 1 - s) + (v - 1) p} with {@code
 * v} chunks (2104.04473, section 2.2). A way that is longest visits some stage {@code s} in the
 * middle of the iteration, and falls into
 *
 * <ol>
 *   <li>a <em>head</em>, up to the end of that stage's first backward pass: through the stage's own
 *       forward passes, through those of a slower stage before it, or down the pipeline and back,
 *       round and round it for each chunk;
 *   <li>a <em>core</em> of pairs of passes: those of the stage itself or, in 1F1B, of rounds from
 *       stage {@code s} down to {@code t} and back, which gain {@code t - s + 1} micro-batches for
 *       one pass each on all stages between and {@code 2 (t - s)} transfers. Interleaving starts
 *       twice as many micro-batches before and does not wait for transfers (2104.04473);
 *   <li>a <em>tail</em> from the start of the stage's last forward pass, the head seen in a mirror.
 * </ol>
 *
 * <p>With equal stages and free transfers this is {@code (m v + p - 1) (f + b)} (2104.04473,
 * section 2.2), with one stage that is slowest by far {@code m (f + b)} of that stage and one
 * journey there and back.
 *
 * <p>An instance is a workspace for one thread.
 */
final class AlternatingFormula {
  private final ExchangesAtEnds atEnds = new ExchangesAtEnds();
  private StageVector vector = new StageVector();
  private int stages;
  private int chunks;

  /** Passes with what they lose to, or wait for, the stage's own transfers. */
  private double[] forward = new double[0];

  private double[] backward = new double[0];

  /** From the start to the end of the first micro-batch's pass of each virtual stage. */
  private double[] down = new double[0];

  /** From the end of the last micro-batch's backward pass of each virtual stage to the end. */
  private double[] up = new double[0];

  private double[] head = new double[0];
  private double[] tail = new double[0];

  /** Passes of one micro-batch in the chunks of a stage before each, and of all. */
  private double[] forwardBefore = new double[0];

  private double[] backwardBefore = new double[0];

  /** Pairs of passes on the stages before each, and transfers there and back. */
  private double[] pairsBefore = new double[0];

  private double[] hopsBefore = new double[0];

  /** Whether there are enough micro-batches that every stage comes to alternate. */
  static boolean applies(StageVector vector) {
    if (vector.chunks == 1) {
      return vector.stages == 1 || vector.microBatches > vector.stages;
    }
    return vector.microBatches % vector.stages == 0 && vector.microBatches >= 2 * vector.stages;
  }

  private static int warmUp(StageVector vector, int stage) {
    int after = vector.stages - 1 - stage;
    return vector.chunks == 1 ? after : 2 * after + (vector.chunks - 1) * vector.stages;
  }

  /** Finds when the stages are done. */
  void run(StageVector vector, PipelineEnds ends) {
    this.vector = vector;
    this.stages = vector.stages;
    this.chunks = vector.chunks;
    ends.begin(stages);
    prepare();
    double longest = stages == 1 ? alone() : 0;
    for (int stage = stages - 1; stages > 1 && stage >= 0; stage--) {
      head[stage] = head(stage);
      tail[stage] = tail(stage);
    }
    if (chunks > 1) {
      leaveLast(head, forward, backward, vector.forwardHop);
      leaveLast(tail, backward, forward, vector.backwardHop);
    }
    for (int stage = 0; stages > 1 && stage < stages; stage++) {
      longest = Math.max(longest, head[stage] + core(stage) + tail[stage]);
    }
    for (int stage = 0; stage < stages; stage++) {
      ends.passes[stage] = longest - up[stage];
      ends.gradients[stage] = atEnds.summed(vector, stage, ends.passes[stage]);
      ends.peak[stage] = Peaks.alternating(vector, stage, warmUp(vector, stage));
    }
  }

  private void prepare() {
    int places = stages * chunks;
    if (forward.length < places) {
      forward = new double[places];
      backward = new double[places];
      down = new double[places];
      up = new double[places];
      head = new double[places];
      tail = new double[places];
      forwardBefore = new double[2 * places];
      backwardBefore = new double[2 * places];
      pairsBefore = new double[places + 1];
      hopsBefore = new double[places + 1];
    }
    for (int place = 0; place < places; place++) {
      Beside there = vector.forwardHop[place];
      Beside back = vector.backwardHop[place];
      if (vector.blockingTransfers) {
        forward[place] = vector.forward[place] + there.aloneSeconds();
        backward[place] = vector.backward[place] + back.aloneSeconds();
      } else {
        forward[place] = vector.forward[place] + back.lostSeconds();
        backward[place] = vector.backward[place] + there.lostSeconds();
      }
    }
    for (int stage = 0; stage < stages; stage++) {
      addUp(stage);
    }
    atEnds.prepare(vector);
    down[0] =
        atEnds.firstForward(vector, 0, 0)
            + (vector.blockingTransfers ? vector.forwardHop[0].aloneSeconds() : 0);
    up[0] = 0;
    for (int virtual = 1; virtual < places; virtual++) {
      int place = place(virtual);
      int before = place(virtual - 1);
      Beside there = vector.forwardHop[before];
      Beside back = vector.backwardHop[place];
      double arrival =
          down[virtual - 1]
              + hop(there)
              + atEnds.sharedWithGathers(vector, before, there, down[virtual - 1]);
      down[virtual] =
          atEnds.firstForward(vector, place, arrival)
              + (vector.blockingTransfers ? vector.forwardHop[place].aloneSeconds() : 0);
      up[virtual] =
          up[virtual - 1]
              + atEnds.lastBackward(vector, before, backward[before])
              + (virtual < stages && !vector.blockingTransfers ? back.aloneSeconds() : hop(back))
              + atEnds.sharedWithReductions(vector, place, back);
    }
  }

  private void addUp(int stage) {
    int first = stage * (chunks + 1);
    forwardBefore[first] = 0;
    backwardBefore[first] = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      int place = stage * chunks + chunk;
      forwardBefore[first + chunk + 1] = forwardBefore[first + chunk] + forward[place];
      backwardBefore[first + chunk + 1] = backwardBefore[first + chunk] + backward[place];
    }
    if (chunks == 1) {
      double before = stage == 0 ? 0 : hop(vector.forwardHop[stage - 1]);
      pairsBefore[stage + 1] = pairsBefore[stage] + forward[stage] + backward[stage];
      hopsBefore[stage + 1] = hopsBefore[stage] + before + hop(vector.backwardHop[stage]);
    }
  }

  private double hop(Beside hop) {
    return vector.blockingTransfers ? 0 : vector.transferSeconds(hop);
  }

  private int place(int virtualStage) {
    return virtualStage % stages * chunks + virtualStage / stages;
  }

  /** One stage without others never waits after its first weights. */
  private double alone() {
    return down[0]
        + atEnds.lostToGathers(vector, 0, down[0])
        + (vector.microBatches - 1) * forward[0]
        + vector.microBatches * backward[0]
        + atEnds.lostToReductions(vector, 0, 0);
  }

  /** From the start to the end of a stage's first backward pass. */
  private double head(int stage) {
    int last = stage * chunks + chunks - 1;
    int passes = warmUp(vector, stage) + 1;
    double all = forwards(stage, passes);
    double longest = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      int place = stage * chunks + chunk;
      double end = down[chunk * stages + stage];
      double lost = atEnds.lostToGathers(vector, stage, end);
      double passed = forward[place] + forwards(stage, chunk * stages);
      longest = Math.max(longest, end + lost + all - passed);
    }
    int slowest = slowestBefore(stage, forward);
    if (slowest < stage) {
      double start = down[slowest] - forward[slowest * chunks];
      double there = forwards(slowest, passes);
      longest =
          Math.max(longest, start + there + between(forward, vector.forwardHop, slowest, stage));
    }
    if (stage < stages - 1) {
      longest = Math.max(longest, head[stage + 1] + hop(vector.backwardHop[last + chunks]));
    }
    return longest + backward[last];
  }

  /** From the start of a stage's last forward pass to the end. */
  private double tail(int stage) {
    int last = stage * chunks + chunks - 1;
    int passes = warmUp(vector, stage) + 1;
    double all = backwards(stage, passes);
    double longest = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      double left = up[chunk * stages + stage] + atEnds.lostToReductions(vector, stage, chunk);
      longest = Math.max(longest, left + all - backwards(stage, chunk * stages));
    }
    int slowest = slowestBefore(stage, backward);
    if (slowest < stage) {
      double there = backwards(slowest, passes);
      longest =
          Math.max(
              longest, between(backward, vector.backwardHop, slowest, stage) + there + up[slowest]);
    }
    if (stage < stages - 1) {
      longest = Math.max(longest, hop(vector.forwardHop[last]) + tail[stage + 1]);
    }
    return longest + forward[last];
  }

  /**
   * Heads of interleaved stages that begin with the last stage's head and its next {@code p} pairs:
   * its first pass of the second group hands on to the first stage's second chunk, two pairs after
   * that stage began to alternate, and so on down the pipeline, two pairs later on each stage. In a
   * mirror, the same of tails.
   *
   * @param ends the heads
   * @param own times of the passes that such a way follows
   * @param other times of those between them
   */
  private void leaveLast(double[] ends, double[] own, double[] other, Beside[] hops) {
    int last = stages - 1;
    int output = last * chunks + chunks - 1;
    double way = ends[last] + (stages - 1) * (own[output] + other[output]) + own[last * chunks];
    way += hop(own == forward ? hops[last * chunks] : hops[1]);
    for (int stage = 0; stage < last; stage++) {
      int done = warmUp(vector, stage) + 1;
      int pairs = 1 + 2 * stage;
      double skipped =
          inGroups(own, stage, done + pairs)
              - inGroups(own, stage, done)
              + fromLastChunk(other, stage, 1 + pairs)
              - other[stage * chunks + chunks - 1];
      ends[stage] = Math.max(ends[stage], way - skipped);
      int place = stage * chunks + 1;
      way += own[place] + hop(hops[own == forward ? place : place + chunks]);
    }
  }

  /** Passes whose chunks come from the last one on. */
  private double fromLastChunk(double[] times, int stage, int passes) {
    double sum = passes / (stages * chunks) * (double) stages * sum(times, stage);
    int left = passes % (stages * chunks);
    for (int chunk = chunks - 1; left > 0; chunk--) {
      sum += Math.min(left, stages) * times[stage * chunks + chunk];
      left -= stages;
    }
    return sum;
  }

  /** The pairs of passes between a head and a tail. */
  private double core(int stage) {
    int pairs = vector.microBatches * chunks - warmUp(vector, stage) - 2;
    int passes = warmUp(vector, stage) + 1;
    int last = stage * chunks + chunks - 1;
    if (chunks > 1) {
      return vector.microBatches * (sum(forward, stage) + sum(backward, stage))
          - forwards(stage, passes)
          - forward[last]
          - backwards(stage, passes)
          - backward[last];
    }
    double longest = 0;
    double slowest = 0;
    for (int to = stage; to < stages; to++) {
      slowest = Math.max(slowest, forward[to] + backward[to]);
      int gained = to - stage + 1;
      int left = pairs % gained;
      double rest = left == 0 ? 0 : Math.max(round(stage, left), left * slowest);
      longest = Math.max(longest, pairs / gained * round(stage, gained) + rest);
    }
    return longest;
  }

  /** Down from a stage and back, which gains as many micro-batches as it visits stages. */
  private double round(int stage, int visited) {
    return pairsBefore[stage + visited]
        - pairsBefore[stage]
        + hopsBefore[stage + visited]
        - hopsBefore[stage + 1];
  }

  private double sum(double[] times, int stage) {
    double[] before = times == forward ? forwardBefore : backwardBefore;
    return before[stage * (chunks + 1) + chunks];
  }

  /** The stage before one that takes longest in one direction, or itself if none is slower. */
  private int slowestBefore(int stage, double[] times) {
    int slowest = stage;
    for (int before = stage - 1; before >= 0; before--) {
      slowest = sum(times, before) > sum(times, slowest) ? before : slowest;
    }
    return slowest;
  }

  /**
   * From one stage to another, with the pass of the latter: of the last micro-batch of its warm-up,
   * or in a mirror the first one on its way out.
   */
  private double between(double[] times, Beside[] hops, int from, int to) {
    int chunk = warmUp(vector, to) % (stages * chunks) / stages;
    double sum = 0;
    for (int stage = from + 1; stage <= to; stage++) {
      int sender = times == forward ? stage - 1 : stage;
      sum += times[stage * chunks + chunk] + hop(hops[sender * chunks + chunk]);
    }
    return sum;
  }

  /** A stage's first forward passes. */
  private double forwards(int stage, int passes) {
    return inGroups(forward, stage, passes);
  }

  /** A stage's last backward passes, whose chunks come in the same order from the end. */
  private double backwards(int stage, int passes) {
    return inGroups(backward, stage, passes);
  }

  private double inGroups(double[] times, int stage, int passes) {
    double[] before = times == forward ? forwardBefore : backwardBefore;
    int groups = passes / (stages * chunks);
    int left = passes % (stages * chunks);
    int chunk = left / stages;
    double rest = left % stages == 0 ? 0 : left % stages * times[stage * chunks + chunk];
    return stages * (groups * sum(times, stage) + before[stage * (chunks + 1) + chunk]) + rest;
  }
}
