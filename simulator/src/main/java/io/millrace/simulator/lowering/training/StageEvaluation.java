package io.millrace.simulator.lowering.training;

import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.simulator.lowering.training.closedform.Beside;
import io.millrace.simulator.lowering.training.closedform.Method;
import io.millrace.simulator.lowering.training.closedform.PipelineEnds;
import io.millrace.simulator.lowering.training.closedform.PipelineTimes;
import io.millrace.simulator.lowering.training.closedform.StageVector;
import java.util.Arrays;

/**
 * An iteration by formula instead of by events: what chunks take, what stages hand on and what
 * replicas exchange, put together. It allocates nothing once it has seen a pipeline as long.
 *
 * <p>An instance is a workspace for one thread.
 */
final class StageEvaluation {
  private final int levels;
  private final boolean blockingTransfers;
  private final PipelineTimes pipeline = new PipelineTimes();
  private final StageVector vector = new StageVector();
  private final PipelineEnds ends = new PipelineEnds();
  private final double[] mean;
  private ChunkTimes[] times = new ChunkTimes[0];

  /** By class: what all passes of a micro-batch take, and the share of the engines in use. */
  private double[] passSeconds = new double[0];

  private double[] engineShare = new double[0];

  /** By class and hop, or class and chunk. */
  private Beside[][] hops = new Beside[0][];

  /** By hop: what it is where nothing runs beside it. */
  private Beside[] aloneHops = new Beside[0];

  private double[][] sharedRates = new double[0][];
  private Beside[][] gathers = new Beside[0][];
  private Beside[][] reduces = new Beside[0][];

  /** Those of them that exchange anything. */
  private Beside[][] gathered = new Beside[0][];

  private Beside[][] reduced = new Beside[0][];

  private double summed;
  private double seconds;
  private Method method = Method.FORMULA;

  StageEvaluation(Cluster cluster, FrameworkProfile framework) {
    this.levels = cluster.levels().size();
    this.blockingTransfers = !framework.modelExchange().pointToPointOverlaps();
    this.mean = new double[2 + levels];
  }

  /** What the chunks of a shape take; to be filled before {@link #run}. */
  ChunkTimes times(int shape) {
    if (shape >= times.length) {
      int known = times.length;
      times = Arrays.copyOf(times, shape + 4);
      for (int i = known; i < times.length; i++) {
        times[i] = new ChunkTimes(levels);
      }
    }
    return times[shape];
  }

  /** Takes what passes take at a position between the clocks of a grid. */
  void take(ChunkPasses[] chunks, double position) {
    int before = (int) position;
    for (int shape = 0; shape < chunks.length; shape++) {
      times(shape).between(chunks[shape], before, before + 1, position - before);
    }
  }

  /** Finds the iteration's time and what stages keep at their fullest. */
  void run(PlanLayout layout, PassCosts passes, ReplicaTimes replicas) {
    begin(layout, passes);
    again(layout, passes, replicas);
    findPeaks(layout);
  }

  /** Starts with a plan. */
  void begin(PlanLayout layout, PassCosts passes) {
    reserve(layout);
    int chunks = layout.chunks();
    vector.begin(layout.stages(), chunks, passes.microBatches());
    vector.blockingTransfers(blockingTransfers);
    for (int stage = 0; stage < layout.stages(); stage++) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        ChunkMemory memory = passes.chunks[layout.shapeOf[stage * chunks + chunk]].memory();
        vector.memory(
            stage,
            chunk,
            memory.forwardTakes(),
            memory.backwardTakes(),
            memory.backwardReturns(),
            memory.weightReturns());
      }
    }
  }

  /** Finds what stages keep at their fullest, once the time is known. */
  void findPeaks(PlanLayout layout) {
    pipeline.findPeaks(layout.pipelining().schedule(), vector, ends);
  }

  /** Finds what stages keep at least, before anything is known of times. */
  void findLeastPeaks(PlanLayout layout) {
    pipeline.findLeastPeaks(layout.pipelining().schedule(), vector, ends);
  }

  /** Finds the time of the plan that was begun, with the chunks' {@link #times}. */
  void again(PlanLayout layout, PassCosts passes, ReplicaTimes replicas) {
    for (int kind = 0; kind < layout.classes(); kind++) {
      prepare(layout, passes, replicas, kind);
    }
    fill(layout, passes, replicas);
    ScheduleKind schedule = layout.pipelining().schedule();
    method = pipeline.find(schedule, vector, ends);
    summed = summed(layout, replicas) + replicas.normSeconds;
    double longest = 0;
    for (int kind = 0; kind < layout.classes(); kind++) {
      longest = Math.max(longest, replicas.afterNormSeconds[kind]);
    }
    seconds = summed + longest + replicas.hostSeconds;
  }

  /**
   * When the passes that were begun are done at least: without what replicas exchange, and with
   * transfers that cost passes nothing.
   */
  double bound(PlanLayout layout, PassCosts passes) {
    for (int hop = 0; hop < passes.hops.length; hop++) {
      aloneHops[hop] = passes.hops[hop].alone(hops[0][hop]);
    }
    fillAlone(layout);
    ScheduleKind schedule = layout.pipelining().schedule();
    pipeline.findLeast(schedule, vector, ends);
    return ends.last();
  }

  private void fillAlone(PlanLayout layout) {
    int chunks = layout.chunks();
    vector.gradientsOverlap(false);
    for (int stage = 0; stage < layout.stages(); stage++) {
      vector.sharedLinks(stage, 1);
      for (int chunk = 0; chunk < chunks; chunk++) {
        int place = stage * chunks + chunk;
        ChunkTimes taken = times[layout.shapeOf[place]];
        vector.times(stage, chunk, taken.seconds(0), taken.seconds(1), taken.seconds(2));
        int there = layout.forwardHop[place];
        int back = layout.backwardHop[place];
        vector.transfers(
            stage,
            chunk,
            there >= 0 ? aloneHops[there] : Beside.NONE,
            back >= 0 ? aloneHops[back] : Beside.NONE);
        vector.exchanges(stage, chunk, Beside.NONE, Beside.NONE);
      }
    }
  }

  private void reserve(PlanLayout layout) {
    int width = Math.max(layout.chunks(), layout.hops().size());
    if (layout.classes() <= passSeconds.length && width <= hops[0].length) {
      return;
    }
    int classes = Math.max(layout.classes(), passSeconds.length);
    passSeconds = new double[classes];
    engineShare = new double[classes];
    sharedRates = new double[classes][width];
    hops = reserved(classes, width);
    gathers = reserved(classes, width);
    reduces = reserved(classes, width);
    gathered = new Beside[classes][width];
    reduced = new Beside[classes][width];
    aloneHops = new Beside[width];
  }

  private static Beside[][] reserved(int classes, int width) {
    Beside[][] exchanges = new Beside[classes][width];
    for (Beside[] row : exchanges) {
      Arrays.setAll(row, i -> new Beside());
    }
    return exchanges;
  }

  /** What stages of a class do in one micro-batch, and what runs beside it. */
  private void prepare(PlanLayout layout, PassCosts passes, ReplicaTimes replicas, int kind) {
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
      passes.hops[hop].beside(engineShare[kind], mean, hops[kind][hop]);
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

  private void fill(PlanLayout layout, PassCosts passes, ReplicaTimes replicas) {
    int chunks = layout.chunks();
    vector.gradientsOverlap(replicas.gradientsOverlap);
    for (int stage = 0; stage < layout.stages(); stage++) {
      int kind = layout.classOf[stage];
      vector.sharedLinks(
          stage, layout.anyHop[stage] < 0 ? 1 : sharedRates[kind][layout.anyHop[stage]]);
      for (int chunk = 0; chunk < chunks; chunk++) {
        int place = stage * chunks + chunk;
        int shape = layout.shapeOf[place];
        ChunkTimes taken = times[shape];
        vector.times(stage, chunk, taken.seconds(0), taken.seconds(1), taken.seconds(2));
        vector.transfers(
            stage,
            chunk,
            hop(passes, kind, layout.forwardHop[place]),
            hop(passes, kind, layout.backwardHop[place]));
        vector.exchanges(stage, chunk, gathered[kind][chunk], reduced[kind][chunk]);
      }
    }
  }

  private Beside hop(PassCosts passes, int kind, int hop) {
    return hop < 0 || passes.hops[hop].aloneSeconds() == 0 ? Beside.NONE : hops[kind][hop];
  }

  /** When all stages know all gradients. */
  private double summed(PlanLayout layout, ReplicaTimes replicas) {
    double all = ends.last();
    if (replicas.tiedSeconds < 0) {
      return all;
    }
    int last = layout.stages() - 1;
    double ready =
        Math.max(
            Math.max(ends.passes(0), ends.gradients(0)),
            Math.max(ends.passes(last), ends.gradients(last)));
    return Math.max(all, ready + replicas.tiedSeconds);
  }

  /** Of the iteration. */
  double seconds() {
    return seconds;
  }

  /** When the norm of all gradients is known. */
  double summedSeconds() {
    return summed;
  }

  Method method() {
    return method;
  }

  PipelineEnds ends() {
    return ends;
  }

  /** How much of the iteration three or more contend, which no formula has. */
  double crowdedSeconds() {
    return vector.crowdedSeconds();
  }

  /** What a class's passes of a micro-batch take. */
  double passSeconds(int stageClass) {
    return passSeconds[stageClass];
  }

  /** The share of the engines that a class's passes use. */
  double engineShare(int stageClass) {
    return engineShare[stageClass];
  }

  /** Seconds of a kind of work of a class's passes of a micro-batch. */
  double work(PlanLayout layout, int stageClass, int kind) {
    double sum = 0;
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      sum += times[layout.shape(stageClass, chunk)].work(kind);
    }
    return sum;
  }
}
