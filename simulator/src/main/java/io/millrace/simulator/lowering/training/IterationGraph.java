package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.engine.TaskGraphBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One iteration as a task graph: the passes of every stage in the order of the schedule, transfers
 * between stages, reduction of gradients, optimizer, gathering of weights. One rank stands for all
 * ranks of its stage.
 */
final class IterationGraph {
  private final TrainingContext context;
  private final List<StageWork> stages;
  private final TaskGraphBuilder graph = TaskGraph.builder();
  private final List<StageTasks> perStage = new ArrayList<>();
  private final TaskLog log = new TaskLog();
  private final int chunks;
  private final int microBatches;
  private final Transfers transfers;
  private final DataExchanges exchanges;

  IterationGraph(TrainingContext context, List<StageWork> stages) {
    this.context = context;
    this.stages = stages;
    this.chunks = stages.getFirst().chunks().size();
    this.microBatches = context.microBatches();
    for (int stage = 0; stage < stages.size(); stage++) {
      double busy = stages.get(stage).engineShare();
      perStage.add(new StageTasks(graph, context.cluster().levels().size(), busy));
    }
    this.transfers = new Transfers(context, graph, perStage, log, chunks * stages.size());
    this.exchanges = new DataExchanges(context, graph, stages, perStage, log);
  }

  TaskLog log() {
    return log;
  }

  Transfers transfers() {
    return transfers;
  }

  StageTasks tasksOf(int stage) {
    return perStage.get(stage);
  }

  TaskGraph build() {
    PipelineSchedule schedule = PipelineSchedules.of(context.plan().schedule());
    for (int stage = 0; stage < stages.size(); stage++) {
      addPasses(stage, schedule.order(stage, stages.size(), microBatches, chunks));
    }
    transfers.connect();
    addUpdate();
    return graph.build();
  }

  private void addPasses(int stage, List<PipelineSchedule.Slot> order) {
    StageTasks tasks = perStage.get(stage);
    StageWork work = stages.get(stage);
    int[][] gathered = exchanges.gatherAtStart(stage);
    int[] forwardProfiles = profiles(tasks, work.forward());
    int[] backwardProfiles = profiles(tasks, work.backward());
    int[] done = new int[chunks];
    boolean[] started = new boolean[chunks];
    for (PipelineSchedule.Slot slot : order) {
      int chunk = slot.chunk();
      Segment segment = (slot.forward() ? work.forward() : work.backward()).get(chunk);
      boolean first = slot.forward() && !started[chunk];
      boolean last = !slot.forward() && ++done[chunk] == microBatches;
      started[chunk] |= slot.forward();
      int profile = (slot.forward() ? forwardProfiles : backwardProfiles)[chunk];
      int[] pieces = pass(stage, slot, segment, profile, first ? gathered[chunk] : null, last);
      reserve(tasks, work, slot, pieces);
      tasks.lastPass = pieces[pieces.length - 1];
      transfers.add(stage, slot, pieces[0], tasks.lastPass);
    }
    if (!context.framework().dataExchange().gradientsOverlap() && exchanges.reducesOnce()) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        exchanges.reduceGradients(stage, chunk, 1, tasks.lastPass);
      }
    }
  }

  private static int[] profiles(StageTasks tasks, List<Segment> segments) {
    return segments.stream().mapToInt(it -> tasks.device.pass(it)).toArray();
  }

  /**
   * The tasks of one pass: one, or a few pieces where gradients leave or weights arrive meanwhile.
   */
  private int[] pass(
      int stage,
      PipelineSchedule.Slot slot,
      Segment segment,
      int profile,
      int @Nullable [] gathered,
      boolean last) {
    StageTasks tasks = perStage.get(stage);
    boolean reduces =
        last && context.framework().dataExchange().gradientsOverlap() && exchanges.reducesOnce();
    int pieces = reduces || gathered != null ? DataExchanges.BUCKETS : 1;
    int[] added = new int[pieces];
    for (int i = 0; i < pieces; i++) {
      int task = graph.task(tasks.compute, profile, segment.seconds() / pieces, 0);
      log.put(task, new TaskLog.Pass(stage, slot, segment, i, pieces));
      added[i] = task;
      if (gathered != null) {
        graph.dependency(gathered[i], task);
      }
      if (reduces) {
        exchanges.reduceGradients(stage, slot.chunk(), DataExchanges.BUCKETS, task);
      }
    }
    return added;
  }

  private void reserve(StageTasks tasks, StageWork work, PipelineSchedule.Slot slot, int[] pieces) {
    long kept = Math.round(work.keptBytes().get(slot.chunk()));
    if (slot.forward()) {
      graph.reservation(pieces[0], tasks.pool, kept, 0);
      return;
    }
    long transientBytes = Math.round(work.transientBytes().get(slot.chunk()));
    graph.reservation(pieces[0], tasks.pool, transientBytes, 0);
    graph.reservation(pieces[pieces.length - 1], tasks.pool, 0, kept + transientBytes);
  }

  /** All stages agree on the norm of the gradients, then each updates its weights. */
  private void addUpdate() {
    int norm =
        graph.task(TaskGraph.NO_STREAM, TaskGraphBuilder.IDLE, 0, Clock.ticks(normSeconds()));
    for (int stage = 0; stage < stages.size(); stage++) {
      StageTasks tasks = perStage.get(stage);
      graph.dependency(tasks.lastPass, norm);
      tasks.gradients.forEach(gradient -> graph.dependency(gradient, norm));
    }
    exchanges.sumTiedEmbeddings(norm);
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
      log.put(task, new TaskLog.Update(stage, update));
      graph.dependency(norm, task);
      int after = exchanges.gatherAfterUpdate(stage, task);
      int rest =
          graph.delay(tasks.compute, Clock.ticks(context.framework().host().iteration().seconds()));
      log.put(rest, new TaskLog.Host(stage));
      graph.dependency(after, rest);
    }
  }

  /** A few bytes to all ranks: what clipping by the global norm waits for. */
  private double normSeconds() {
    GroupPlacement all = GroupPlacement.of(context.cluster(), context.cluster().devices(), 1);
    return context.costs().cost(new Collective(Collective.Kind.ALL_REDUCE, 8), all).seconds();
  }
}
