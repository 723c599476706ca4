package io.millrace.simulator.lowering.training;

import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.simulator.lowering.training.closedform.Beside;
import io.millrace.simulator.lowering.training.closedform.Method;
import io.millrace.simulator.lowering.training.closedform.PassOrders;
import io.millrace.simulator.lowering.training.closedform.PipelineEnds;
import io.millrace.simulator.lowering.training.closedform.PipelineTimes;
import io.millrace.simulator.lowering.training.closedform.StageVector;
import io.millrace.simulator.lowering.training.schedule.PassTimes;
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
  private final PipelineTimes pipeline;
  private final StageVector vector = new StageVector();
  private final PipelineEnds ends = new PipelineEnds();
  private final StageExchanges exchanges;
  private ChunkTimes[] times = new ChunkTimes[0];

  private double summed;
  private double seconds;
  private Method method = Method.FORMULA;

  StageEvaluation(Cluster cluster, FrameworkProfile framework, PassOrders orders) {
    this.pipeline = new PipelineTimes(orders);
    this.levels = cluster.levels().size();
    this.blockingTransfers = !framework.modelExchange().pointToPointOverlaps();
    this.exchanges = new StageExchanges(levels);
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
    exchanges.begin(layout);
    vector.begin(layout.stages(), layout.chunks(), passes.microBatches());
    vector.blockingTransfers(blockingTransfers);
    int chunks = layout.chunks();
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

  /** The sums of each kind of pass of a micro-batch at a clock of a grid. */
  PassTimes sums(PlanLayout layout, PassCosts passes, int clock) {
    take(passes.chunks, clock);
    double[] sums = new double[ChunkPasses.KINDS];
    for (int shape : layout.shapeOf) {
      for (int kind = 0; kind < sums.length; kind++) {
        sums[kind] += times(shape).seconds(kind);
      }
    }
    return new PassTimes(sums[0], sums[1], sums[2]);
  }

  /** Finds what stages keep of the plan that was begun, in the order for some times of passes. */
  void findPeaks(PlanLayout layout, PassTimes times) {
    pipeline.findPeaks(layout.pipelining().schedule(), vector, times, ends);
  }

  /** Finds the time of the plan that was begun, with the chunks' {@link #times}. */
  void again(PlanLayout layout, PassCosts passes, ReplicaTimes replicas) {
    for (int kind = 0; kind < layout.classes(); kind++) {
      exchanges.fill(layout, passes, replicas, times, kind);
    }
    fill(layout, replicas);
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
    exchanges.fillAlone(passes);
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
        vector.transfers(
            stage,
            chunk,
            exchanges.aloneHop(layout.forwardHop[place]),
            exchanges.aloneHop(layout.backwardHop[place]));
        vector.exchanges(stage, chunk, Beside.NONE, Beside.NONE);
      }
    }
  }

  private void fill(PlanLayout layout, ReplicaTimes replicas) {
    int chunks = layout.chunks();
    vector.gradientsOverlap(replicas.gradientsOverlap);
    for (int stage = 0; stage < layout.stages(); stage++) {
      int kind = layout.classOf[stage];
      vector.sharedLinks(stage, exchanges.sharedRate(kind, layout.anyHop[stage]));
      for (int chunk = 0; chunk < chunks; chunk++) {
        int place = stage * chunks + chunk;
        int shape = layout.shapeOf[place];
        ChunkTimes taken = times[shape];
        vector.times(stage, chunk, taken.seconds(0), taken.seconds(1), taken.seconds(2));
        vector.transfers(
            stage,
            chunk,
            exchanges.hop(kind, layout.forwardHop[place]),
            exchanges.hop(kind, layout.backwardHop[place]));
        vector.exchanges(
            stage, chunk, exchanges.gather(kind, chunk), exchanges.reduce(kind, chunk));
      }
    }
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
    return exchanges.passSeconds(stageClass);
  }

  /** The share of the engines that a class's passes use. */
  double engineShare(int stageClass) {
    return exchanges.engineShare(stageClass);
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
