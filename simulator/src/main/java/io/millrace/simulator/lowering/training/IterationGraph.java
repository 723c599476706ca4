package io.millrace.simulator.lowering.training;

import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.engine.TaskGraphBuilder;
import io.millrace.simulator.lowering.training.closedform.StageVector;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedule;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import io.millrace.simulator.lowering.training.schedule.PipelineShape;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
  private final PipelineSchedule schedule;
  private final List<List<Slot>> orders;
  private final int chunks;
  private final int microBatches;
  private final Transfers transfers;
  private final VocabularyExchanges vocabulary;
  private final DataExchanges exchanges;

  /** An iteration of all micro-batches. */
  IterationGraph(TrainingContext context, List<StageWork> stages) {
    this(
        context,
        stages,
        new KnownOrders(PipelineSchedules.of(context.plan())),
        context.microBatches());
  }

  /**
   * An iteration of some micro-batches.
   *
   * @param orders of the plan's schedule
   */
  IterationGraph(
      TrainingContext context, List<StageWork> stages, KnownOrders orders, int microBatches) {
    this(
        context,
        stages,
        orders.schedule(),
        orders.of(shape(stages, microBatches), StageDescriptions.means(stages)),
        microBatches);
  }

  private IterationGraph(
      TrainingContext context,
      List<StageWork> stages,
      PipelineSchedule schedule,
      List<List<Slot>> orders,
      int microBatches) {
    this.context = context;
    this.stages = stages;
    this.schedule = schedule;
    this.orders = orders;
    this.chunks = stages.getFirst().chunks().size();
    this.microBatches = microBatches;
    for (int stage = 0; stage < stages.size(); stage++) {
      double busy = stages.get(stage).engineShare();
      perStage.add(new StageTasks(graph, context.cluster().levels().size(), busy));
    }
    this.transfers =
        new Transfers(context, graph, perStage, log, schedule.placement(), chunks, microBatches);
    this.vocabulary =
        new VocabularyExchanges(
            context, graph, perStage, log, schedule.placement(), chunks, microBatches);
    this.exchanges = new DataExchanges(context, graph, stages, perStage, log);
  }

  private static PipelineShape shape(List<StageWork> stages, int microBatches) {
    return new PipelineShape(stages.size(), microBatches, stages.getFirst().chunks().size());
  }

  /** The first micro-batches of this iteration, in the same order, at other costs. */
  IterationGraph beginning(TrainingContext other, List<StageWork> otherStages, int first) {
    List<List<Slot>> fewer =
        orders.stream()
            .map(order -> order.stream().filter(slot -> slot.microBatch() < first).toList())
            .toList();
    return new IterationGraph(other, otherStages, schedule, fewer, first);
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

  /** The passes of each stage in order. */
  List<List<Slot>> orders() {
    return orders;
  }

  int microBatches() {
    return microBatches;
  }

  /** How many micro-batches the schedule takes as a group. */
  int group() {
    return schedule.group(shape(stages, microBatches));
  }

  TaskGraph build() {
    for (int stage = 0; stage < stages.size(); stage++) {
      addPasses(stage, orders.get(stage));
    }
    transfers.connect();
    addUpdate();
    return graph.build();
  }

  private void addPasses(int stage, List<Slot> order) {
    StageTasks tasks = perStage.get(stage);
    StageWork work = stages.get(stage);
    int[][] gathered = exchanges.gatherAtStart(stage);
    Map<Segment, Integer> profiles = new IdentityHashMap<>();
    int[] done = new int[chunks];
    boolean[] started = new boolean[chunks];
    for (Slot slot : order) {
      int chunk = slot.chunk();
      PassWork pass = work.pass(slot);
      boolean first = slot.kind() == PassKind.FORWARD && !started[chunk];
      boolean last = slot.kind().givesWeightGradients() && ++done[chunk] == microBatches;
      started[chunk] |= first;
      int profile = profiles.computeIfAbsent(pass.segment(), tasks.device::pass);
      vocabulary.before(stage, slot);
      int[] pieces =
          pass(stage, slot, pass.segment(), profile, first ? gathered[chunk] : null, last);
      tasks.lastPass = pieces[pieces.length - 1];
      graph.reservation(pieces[0], tasks.pool, pass.takenBytes(), 0);
      graph.reservation(tasks.lastPass, tasks.pool, 0, pass.returnedBytes());
      transfers.add(stage, slot, pieces[0], tasks.lastPass);
      vocabulary.after(stage, slot, pieces[0], tasks.lastPass);
    }
    if (exchanges.exchanges().reducesAfterPasses()) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        exchanges.reduceGradients(stage, chunk, 1, tasks.lastPass);
      }
    }
  }

  /**
   * The tasks of one pass: one, or a few pieces where gradients leave or weights arrive meanwhile.
   */
  private int[] pass(
      int stage, Slot slot, Segment segment, int profile, int @Nullable [] gathered, boolean last) {
    StageTasks tasks = perStage.get(stage);
    boolean reduces = last && exchanges.exchanges().reducesBesidePasses();
    int pieces = reduces || gathered != null ? StageVector.PIECES : 1;
    int[] added = new int[pieces];
    for (int i = 0; i < pieces; i++) {
      int task = graph.task(tasks.compute, profile, segment.seconds() / pieces, 0);
      log.put(task, new TaskLog.Pass(stage, slot, segment, i, pieces));
      added[i] = task;
      if (gathered != null) {
        graph.dependency(gathered[i], task);
      }
      if (reduces) {
        exchanges.reduceGradients(stage, slot.chunk(), StageVector.PIECES, task);
      }
    }
    return added;
  }

  /** All stages agree on the norm of the gradients, then each updates its weights. */
  private void addUpdate() {
    int norm =
        graph.task(
            TaskGraph.NO_STREAM,
            TaskGraphBuilder.IDLE,
            0,
            Clock.ticks(exchanges.exchanges().normSeconds()));
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
          graph.delay(
              tasks.compute,
              Clock.ticks(
                  context.framework().host().iteration().seconds()
                      + exchanges.exchanges().ownersSeconds()));
      log.put(rest, new TaskLog.Host(stage));
      graph.dependency(after, rest);
    }
  }
}
