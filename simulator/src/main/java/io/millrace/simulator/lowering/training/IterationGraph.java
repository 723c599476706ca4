package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.engine.TaskGraphBuilder;
import io.millrace.simulator.engine.Timescale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One iteration as a task graph: the passes of every stage in the order of the schedule, transfers
 * between stages, reduction of gradients, optimizer, gathering of weights. One rank stands for all
 * ranks of its stage.
 */
final class IterationGraph {
  /** Pieces of a pass between which gradients are reduced, as frameworks' buckets do. */
  private static final int BUCKETS = 4;

  /** Weights of a transformer layer: four of attention, three of the network, two norms. */
  private static final int TENSORS_PER_LAYER = 9;

  private final TrainingContext context;
  private final List<StageWork> stages;
  private final TaskGraphBuilder graph = TaskGraph.builder();
  private final List<StageTasks> perStage = new ArrayList<>();
  private final TaskLog log = new TaskLog();
  private final int chunks;
  private final int microBatches;

  /** Tasks of passes, by direction, virtual stage and micro-batch; -1 where not yet added. */
  private final int[][][] passTasks;

  IterationGraph(TrainingContext context, List<StageWork> stages) {
    this.context = context;
    this.stages = stages;
    this.chunks = stages.getFirst().chunks().size();
    this.microBatches = context.microBatches();
    this.passTasks = new int[2][chunks * stages.size()][microBatches];
  }

  /** The streams, resources and pool of one stage. */
  static final class StageTasks {
    final DeviceResources device;
    final int compute;
    final int send;
    final int receive;
    final int data;
    final int pool;
    final List<Integer> gradients = new ArrayList<>();
    int lastPass = -1;

    StageTasks(TaskGraphBuilder graph, int levels) {
      device = new DeviceResources(graph, levels);
      compute = graph.stream();
      send = graph.stream();
      receive = graph.stream();
      data = graph.stream();
      pool = graph.pool(Long.MAX_VALUE / 4);
    }
  }

  TaskLog log() {
    return log;
  }

  StageTasks tasksOf(int stage) {
    return perStage.get(stage);
  }

  TaskGraph build() {
    for (int stage = 0; stage < stages.size(); stage++) {
      perStage.add(new StageTasks(graph, context.cluster().levels().size()));
    }
    for (int[][] direction : passTasks) {
      for (int[] virtualStage : direction) {
        Arrays.fill(virtualStage, -1);
      }
    }
    PipelineSchedule schedule = PipelineSchedules.of(context.plan().schedule());
    List<int[]> transfers = new ArrayList<>();
    for (int stage = 0; stage < stages.size(); stage++) {
      addPasses(
          stage, schedule.order(stage, stages.size(), microBatches, chunks), transfers);
    }
    connect(transfers);
    addUpdate();
    return graph.build();
  }

  private void addPasses(
      int stage, List<PipelineSchedule.Slot> order, List<int[]> transfers) {
    StageTasks tasks = perStage.get(stage);
    StageWork work = stages.get(stage);
    int[][] gathered = gatherAtStart(stage);
    int[] done = new int[chunks];
    boolean[] started = new boolean[chunks];
    for (PipelineSchedule.Slot slot : order) {
      int chunk = slot.chunk();
      Segment segment = (slot.forward() ? work.forward() : work.backward()).get(chunk);
      boolean first = slot.forward() && !started[chunk];
      boolean last = !slot.forward() && ++done[chunk] == microBatches;
      started[chunk] |= slot.forward();
      int[] pieces = pass(stage, slot, segment, first ? gathered[chunk] : null, last);
      reserve(tasks, work, slot, pieces);
      int virtualStage = chunk * stages.size() + stage;
      passTasks[slot.forward() ? 0 : 1][virtualStage][slot.microBatch()] = pieces[0];
      tasks.lastPass = pieces[pieces.length - 1];
      addTransfer(stage, slot, tasks.lastPass, transfers);
    }
    if (!context.framework().gradientOverlap() && !context.gathersEachLayer()) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        reduceGradients(stage, chunk, 1, tasks.lastPass);
      }
    }
  }

  /**
   * The tasks of one pass: one, or a few pieces where gradients leave or weights arrive meanwhile.
   */
  private int[] pass(
      int stage, PipelineSchedule.Slot slot, Segment segment, int[] gathered, boolean last) {
    StageTasks tasks = perStage.get(stage);
    boolean reduces =
        last && context.framework().gradientOverlap() && !context.gathersEachLayer();
    int pieces = reduces || gathered != null ? BUCKETS : 1;
    int profile = tasks.device.shares(segment.engineShare(), segment.memoryShare());
    int[] added = new int[pieces];
    for (int i = 0; i < pieces; i++) {
      int task = graph.task(tasks.compute, profile, segment.seconds() / pieces, 0);
      log.pass(task, stage, slot, segment, pieces);
      added[i] = task;
      if (gathered != null) {
        graph.dependency(gathered[i], task);
      }
      if (reduces) {
        reduceGradients(stage, slot.chunk(), BUCKETS, task);
      }
    }
    return added;
  }

  private void reserve(
      StageTasks tasks, StageWork work, PipelineSchedule.Slot slot, int[] pieces) {
    long kept = Math.round(work.keptBytes().get(slot.chunk()));
    if (slot.forward()) {
      graph.reservation(pieces[0], tasks.pool, kept, 0);
      return;
    }
    long transientBytes = Math.round(work.transientBytes().get(slot.chunk()));
    graph.reservation(pieces[0], tasks.pool, transientBytes, 0);
    graph.reservation(pieces[pieces.length - 1], tasks.pool, 0, kept + transientBytes);
  }

  /** Remembers that a pass sends its result to the virtual stage that goes on with it. */
  private void addTransfer(
      int stage, PipelineSchedule.Slot slot, int task, List<int[]> transfers) {
    int virtualStage = slot.chunk() * stages.size() + stage;
    int target = virtualStage + (slot.forward() ? 1 : -1);
    if (target < 0 || target >= chunks * stages.size() || stages.size() == 1) {
      return;
    }
    StageTasks tasks = perStage.get(stage);
    double bytes =
        context.tokens() * context.model().hidden() * TrainingContext.HALF / context.tensor();
    CollectiveCost cost =
        context.costs().cost(
            new Collective(Collective.Kind.POINT_TO_POINT, bytes),
            context.neighbours(stage, target % stages.size()));
    int stream = tasks.compute;
    if (context.framework().pointToPointOverlap()) {
      stream = slot.forward() ? tasks.send : tasks.receive;
    }
    int transfer =
        graph.task(stream, tasks.device.collective(cost), cost.transferSeconds(),
            ticks(cost.startSeconds()));
    graph.dependency(task, transfer);
    log.transfer(transfer, stage, slot);
    transfers.add(
        new int[] {transfer, slot.forward() ? 0 : 1, target, slot.microBatch()});
  }

  private void connect(List<int[]> transfers) {
    for (int[] transfer : transfers) {
      graph.dependency(transfer[0], passTasks[transfer[1]][transfer[2]][transfer[3]]);
    }
    int lastVirtualStage = chunks * stages.size() - 1;
    for (int i = 0; i < microBatches; i++) {
      graph.dependency(passTasks[0][lastVirtualStage][i], passTasks[1][lastVirtualStage][i]);
    }
  }

  /** Weights that the optimizer left sharded arrive while the first forward passes run. */
  private int[][] gatherAtStart(int stage) {
    int[][] gathered = new int[chunks][];
    boolean sharded = context.plan().sharding().shardsOptimizer();
    if (!sharded || context.gathersEachLayer() || !context.framework().parameterOverlap()) {
      return gathered;
    }
    for (int chunk = 0; chunk < chunks; chunk++) {
      gathered[chunk] = gatherWeights(stage, chunk, BUCKETS, -1);
    }
    return gathered;
  }

  private int[] gatherWeights(int stage, int chunk, int pieces, int after) {
    ParameterShare weights = stages.get(stage).parameters().get(chunk);
    int[] tasks = new int[pieces];
    for (int i = 0; i < pieces; i++) {
      int dense =
          exchange(
              stage, "weights", Collective.Kind.ALL_GATHER,
              TrainingContext.HALF * weights.dense() / pieces, context.group(Axis.DATA),
              messages(stage, chunk, pieces), after);
      tasks[i] =
          weights.expert() == 0
              ? dense
              : exchange(
                  stage, "expert weights", Collective.Kind.ALL_GATHER,
                  TrainingContext.HALF * weights.expert() / pieces,
                  context.expertGradientGroup(), 1, dense);
    }
    return tasks;
  }

  private void reduceGradients(int stage, int chunk, int pieces, int after) {
    ParameterShare weights = stages.get(stage).parameters().get(chunk);
    double bytes = context.framework().gradientFormatBytes() / (double) pieces;
    List<Integer> gradients = perStage.get(stage).gradients;
    boolean sharded = context.plan().sharding().shardsOptimizer();
    int group = context.plan().shardingGroupSize();
    Collective.Kind kind =
        sharded ? Collective.Kind.REDUCE_SCATTER : Collective.Kind.ALL_REDUCE;
    GroupPlacement ranks = sharded ? context.group(Axis.DATA) : context.gradientGroup();
    int messages = messages(stage, chunk, pieces);
    gradients.add(
        exchange(stage, "gradients", kind, bytes * weights.dense(), ranks, messages, after));
    if (sharded && group < context.plan().gradientGroup()) {
      gradients.add(
          exchange(
              stage, "gradients of replicas", Collective.Kind.ALL_REDUCE,
              bytes * weights.dense() / group, context.replicaGroup(), messages, after));
    }
    if (weights.expert() > 0) {
      gradients.add(
          exchange(
              stage, "expert gradients", kind, bytes * weights.expert(),
              context.expertGradientGroup(), 1, after));
    }
  }

  /** Collectives that a piece of a chunk's weights takes: one for each tensor if not coalesced. */
  private int messages(int stage, int chunk, int pieces) {
    if (context.framework().coalesced()) {
      return 1;
    }
    int layers = stages.get(stage).chunks().get(chunk).layers().size();
    return Math.max(1, TENSORS_PER_LAYER * layers / pieces);
  }

  private int exchange(
      int stage, String name, Collective.Kind kind, double bytes, GroupPlacement ranks,
      int messages, int after) {
    StageTasks tasks = perStage.get(stage);
    CollectiveCost cost = context.costs().cost(new Collective(kind, bytes / messages), ranks);
    int task =
        graph.task(tasks.data, tasks.device.collective(cost), messages * cost.transferSeconds(),
            ticks(messages * cost.startSeconds()));
    log.exchange(task, stage, name);
    if (after >= 0) {
      graph.dependency(after, task);
    }
    return task;
  }

  /** All stages agree on the norm of the gradients, then each updates its weights. */
  private void addUpdate() {
    int norm = graph.task(TaskGraph.NO_STREAM, TaskGraphBuilder.IDLE, 0, ticks(normSeconds()));
    for (int stage = 0; stage < stages.size(); stage++) {
      StageTasks tasks = perStage.get(stage);
      graph.dependency(tasks.lastPass, norm);
      tasks.gradients.forEach(gradient -> graph.dependency(gradient, norm));
    }
    sumTiedEmbeddings(norm);
    OptimizerWork optimizer = new OptimizerWork(context);
    for (int stage = 0; stage < stages.size(); stage++) {
      StageTasks tasks = perStage.get(stage);
      Segment update = optimizer.update(stages.get(stage).allParameters());
      int task =
          graph.task(
              tasks.compute,
              tasks.device.shares(update.engineShare(), update.memoryShare()),
              update.seconds(),
              0);
      log.segment(task, stage, update);
      graph.dependency(norm, task);
      int after = task;
      boolean sharded = context.plan().sharding().shardsOptimizer();
      if (sharded && !context.gathersEachLayer() && !context.framework().parameterOverlap()) {
        for (int chunk = 0; chunk < chunks; chunk++) {
          after = gatherWeights(stage, chunk, 1, after)[0];
        }
      }
      int rest = graph.delay(
          tasks.compute, ticks(context.framework().iterationOverhead().seconds()));
      log.host(rest, stage);
      graph.dependency(after, rest);
    }
  }

  /** A few bytes to all ranks: what clipping by the global norm waits for. */
  private double normSeconds() {
    GroupPlacement all = GroupPlacement.of(context.cluster(), context.cluster().devices(), 1);
    return context.costs().cost(new Collective(Collective.Kind.ALL_REDUCE, 8), all).seconds();
  }

  /** First and last stage both hold tied embeddings and sum their gradients (Megatron-LM). */
  private void sumTiedEmbeddings(int norm) {
    boolean tied = context.model().tiedEmbeddings() && !context.plan().vocabulary().spread();
    if (!tied || stages.size() == 1) {
      return;
    }
    double bytes =
        (double) context.framework().gradientFormatBytes()
            * context.model().vocabulary()
            * context.model().hidden()
            / context.tensor();
    int last = stages.size() - 1;
    int task =
        exchange(
            0, "tied embedding", Collective.Kind.ALL_REDUCE, bytes, context.neighbours(0, last), 1,
            perStage.get(0).lastPass);
    perStage.get(last).gradients.forEach(gradient -> graph.dependency(gradient, task));
    graph.dependency(perStage.get(last).lastPass, task);
    graph.dependency(task, norm);
  }

  private static long ticks(double seconds) {
    return Timescale.PICOSECONDS.ticks(seconds);
  }
}
