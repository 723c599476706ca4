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
  private final PassesOneWay forward = new PassesOneWay(true);
  private final PassesOneWay backward = new PassesOneWay(false);
  private StageVector vector = new StageVector();
  private int stages;
  private int chunks;

  /** From the start to the end of the first micro-batch's pass of each virtual stage. */
  private double[] down = new double[0];

  /** From the end of the last micro-batch's backward pass of each virtual stage to the end. */
  private double[] up = new double[0];

  private double[] head = new double[0];
  private double[] tail = new double[0];

  /** Pairs of passes on the stages before each, and transfers there and back. */
  private double[] pairsBefore = new double[0];

  private double[] hopsBefore = new double[0];

  /** The longest pair of passes, and of transfers, from a stage on. */
  private double[] slowestFrom = new double[0];

  private double[] farthestFrom = new double[0];

  /** Whether there are enough micro-batches that every stage comes to alternate. */
  static boolean applies(StageVector vector) {
    if (vector.chunks == 1) {
      return vector.stages == 1 || vector.microBatches > vector.stages;
    }
    return vector.microBatches % vector.stages == 0 && vector.microBatches >= 2 * vector.stages;
  }

  /** Finds what the stages keep at their fullest. */
  void peaks(StageVector vector, PipelineEnds ends) {
    this.stages = vector.stages;
    this.chunks = vector.chunks;
    for (int stage = 0; stage < stages; stage++) {
      ends.peak[stage] = Peaks.alternating(vector, stage, warmUp(stage));
    }
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
      leaveLast(head, forward, backward);
      leaveLast(tail, backward, forward);
    }
    for (int stage = 0; stages > 1 && stage < stages; stage++) {
      double around = head[stage] + tail[stage];
      if (chunks > 1 || around + coreAtMost(stage) > longest) {
        longest = Math.max(longest, around + core(stage));
      }
    }
    for (int stage = 0; stage < stages; stage++) {
      ends.passes[stage] = longest - up[stage];
      ends.gradients[stage] = atEnds.summed(vector, stage, ends.passes[stage]);
    }
  }

  private int warmUp(int stage) {
    int after = stages - 1 - stage;
    return chunks == 1 ? after : 2 * after + (chunks - 1) * stages;
  }

  private void prepare() {
    int places = stages * chunks;
    if (down.length < places) {
      down = new double[places];
      up = new double[places];
      head = new double[places];
      tail = new double[places];
      pairsBefore = new double[places + 1];
      hopsBefore = new double[places + 1];
      slowestFrom = new double[places];
      farthestFrom = new double[places];
    }
    forward.prepare(vector);
    backward.prepare(vector);
    atEnds.prepare(vector);
    down[0] = firstForward(0, 0);
    up[0] = 0;
    for (int virtual = 1; virtual < places; virtual++) {
      int place = place(virtual);
      int before = place(virtual - 1);
      Beside there = vector.forwardHop[before];
      double arrival =
          down[virtual - 1]
              + forward.hop(before)
              + atEnds.sharedWithGathers(vector, before, there, down[virtual - 1]);
      down[virtual] = firstForward(place, arrival);
      up[virtual] =
          up[virtual - 1]
              + atEnds.lastBackward(vector, before, backward.seconds(before))
              + (virtual < stages && !vector.blockingTransfers
                  ? vector.backwardHop[place].aloneSeconds()
                  : backward.hop(place))
              + atEnds.sharedWithReductions(vector, place, vector.backwardHop[place]);
    }
    for (int stage = stages - 1; chunks == 1 && stage >= 0; stage--) {
      boolean last = stage == stages - 1;
      double pair = forward.seconds(stage) + backward.seconds(stage);
      double hops = last ? 0 : forward.hopAfter(stage, 0) + backward.hopAfter(stage, 0);
      slowestFrom[stage] = last ? pair : Math.max(pair, slowestFrom[stage + 1]);
      farthestFrom[stage] = last ? 0 : Math.max(hops, farthestFrom[stage + 1]);
    }
    for (int stage = 0; chunks == 1 && stage < stages; stage++) {
      pairsBefore[stage + 1] =
          pairsBefore[stage] + forward.seconds(stage) + backward.seconds(stage);
      hopsBefore[stage + 1] =
          stage == 0
              ? 0
              : hopsBefore[stage]
                  + forward.hopAfter(stage - 1, 0)
                  + backward.hopAfter(stage - 1, 0);
    }
  }

  private double firstForward(int place, double start) {
    return atEnds.firstForward(vector, place, start)
        + (vector.blockingTransfers ? vector.forwardHop[place].aloneSeconds() : 0);
  }

  private int place(int virtualStage) {
    return virtualStage % stages * chunks + virtualStage / stages;
  }

  /** One stage without others never waits after its first weights. */
  private double alone() {
    return down[0]
        + atEnds.lostToGathers(vector, 0, down[0])
        + (vector.microBatches - 1) * forward.seconds(0)
        + vector.microBatches * backward.seconds(0)
        + atEnds.lostToReductions(vector, 0, 0);
  }

  /** From the start to the end of a stage's first backward pass. */
  private double head(int stage) {
    int passes = warmUp(stage) + 1;
    double all = forward.fromFirstChunk(stage, passes);
    double longest = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      double end = down[chunk * stages + stage];
      double lost = atEnds.lostToGathers(vector, stage, end);
      double passed =
          forward.seconds(stage * chunks + chunk) + forward.fromFirstChunk(stage, chunk * stages);
      longest = Math.max(longest, end + lost + all - passed);
    }
    int slowest = forward.slowestBefore(stage);
    if (slowest < stage) {
      double start = down[slowest] - forward.seconds(slowest * chunks);
      double there = forward.fromFirstChunk(slowest, passes);
      longest = Math.max(longest, start + there + between(forward, slowest, stage));
    }
    if (stage < stages - 1) {
      longest = Math.max(longest, head[stage + 1] + backward.hopAfter(stage, chunks - 1));
    }
    return longest + backward.seconds(lastPlace(stage));
  }

  /** From the start of a stage's last forward pass to the end. */
  private double tail(int stage) {
    int passes = warmUp(stage) + 1;
    double all = backward.fromFirstChunk(stage, passes);
    double longest = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      double left = up[chunk * stages + stage] + atEnds.lostToReductions(vector, stage, chunk);
      longest = Math.max(longest, left + all - backward.fromFirstChunk(stage, chunk * stages));
    }
    int slowest = backward.slowestBefore(stage);
    if (slowest < stage) {
      double there = backward.fromFirstChunk(slowest, passes);
      longest = Math.max(longest, between(backward, slowest, stage) + there + up[slowest]);
    }
    if (stage < stages - 1) {
      longest = Math.max(longest, forward.hopAfter(stage, chunks - 1) + tail[stage + 1]);
    }
    return longest + forward.seconds(lastPlace(stage));
  }

  private int lastPlace(int stage) {
    return stage * chunks + chunks - 1;
  }

  /**
   * From one stage to another, with the pass of the latter: of the last micro-batch of its warm-up,
   * or in a mirror the first one on its way out.
   */
  private double between(PassesOneWay way, int from, int to) {
    return way.between(from, to, warmUp(to) % (stages * chunks) / stages);
  }

  /**
   * Heads of interleaved stages that begin with the last stage's head and its next {@code p} pairs:
   * its first pass of the second group hands on to the first stage's second chunk, two pairs after
   * that stage began to alternate, and so on down the pipeline, two pairs later on each stage. In a
   * mirror, the same of tails.
   *
   * @param ends the heads
   * @param own the passes that such a way follows
   * @param other those between them
   */
  private void leaveLast(double[] ends, PassesOneWay own, PassesOneWay other) {
    int last = stages - 1;
    double pair = own.seconds(lastPlace(last)) + other.seconds(lastPlace(last));
    double way = ends[last] + (stages - 1) * pair + own.seconds(last * chunks);
    way += own.hopToNextChunk();
    for (int stage = 0; stage < last; stage++) {
      int done = warmUp(stage) + 1;
      int pairs = 1 + 2 * stage;
      double skipped =
          own.fromFirstChunk(stage, done + pairs)
              - own.fromFirstChunk(stage, done)
              + other.fromLastChunk(stage, 1 + pairs)
              - other.seconds(lastPlace(stage));
      ends[stage] = Math.max(ends[stage], way - skipped);
      way += own.seconds(stage * chunks + 1) + own.hopAfter(stage, 1);
    }
  }

  /**
   * What a core without chunks does not exceed: rounds of {@code g} stages gain {@code n} pairs
   * with at least {@code n / g} journeys down, each of which has one transfer there and back less
   * than pairs.
   */
  private double coreAtMost(int stage) {
    int pairs = vector.microBatches - warmUp(stage) - 2;
    double transfers = pairs - (double) pairs / (stages - stage);
    return pairs * slowestFrom[stage] + transfers * farthestFrom[stage];
  }

  /** The pairs of passes between a head and a tail. */
  private double core(int stage) {
    int pairs = vector.microBatches * chunks - warmUp(stage) - 2;
    int passes = warmUp(stage) + 1;
    if (chunks > 1) {
      return vector.microBatches * (forward.allChunks(stage) + backward.allChunks(stage))
          - forward.fromFirstChunk(stage, passes)
          - forward.seconds(lastPlace(stage))
          - backward.fromFirstChunk(stage, passes)
          - backward.seconds(lastPlace(stage));
    }
    double longest = 0;
    double slowest = 0;
    for (int to = stage; to < stages; to++) {
      slowest = Math.max(slowest, forward.seconds(to) + backward.seconds(to));
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
}
