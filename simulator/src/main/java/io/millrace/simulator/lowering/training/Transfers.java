package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.engine.TaskGraphBuilder;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.Placement;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What passes send to each other between the stages of a pipeline: activations to the next virtual
 * stage, gradients to the one before. A receiver may be added later than its sender, so who waits
 * for what is settled at the end. Nothing is sent where both are on one stage.
 */
final class Transfers {
  private final TrainingContext context;
  private final TaskGraphBuilder graph;
  private final List<StageTasks> stages;
  private final TaskLog log;
  private final Placement placement;
  private final int virtualStages;
  private final int microBatches;

  /** The first task of each pass by {@link #pass}; -1 where not yet added. */
  private final int[] firstTask;

  /** What each virtual stage's passes send, the same for every micro-batch; forward ones first. */
  private final @Nullable Hop[] hops;

  private int count;
  private int[] transfer = new int[64];
  private int[] receiver = new int[64];

  Transfers(
      TrainingContext context,
      TaskGraphBuilder graph,
      List<StageTasks> stages,
      TaskLog log,
      Placement placement,
      int chunks,
      int microBatches) {
    this.context = context;
    this.graph = graph;
    this.stages = stages;
    this.log = log;
    this.placement = placement;
    this.virtualStages = chunks * stages.size();
    this.microBatches = microBatches;
    this.firstTask = new int[2 * virtualStages * microBatches];
    Arrays.fill(firstTask, -1);
    this.hops = new Hop[2 * virtualStages];
  }

  private record Hop(int stream, int profile, double work, long delay) {}

  private int pass(boolean forward, int virtualStage, int microBatch) {
    return ((forward ? 0 : virtualStages) + virtualStage) * microBatches + microBatch;
  }

  /** Adds a pass, from its first task to its last, and what it sends. */
  void add(int stage, Slot slot, int first, int last) {
    boolean forward = slot.kind() == PassKind.FORWARD;
    if (!forward && !slot.kind().handsGradientsOn()) {
      return;
    }
    int virtualStage = placement.virtualStage(stage, slot.chunk(), stages.size());
    firstTask[pass(forward, virtualStage, slot.microBatch())] = first;
    int target = virtualStage + (forward ? 1 : -1);
    if (target < 0 || target >= virtualStages) {
      return;
    }
    int targetStage = placement.stage(target, stages.size());
    if (targetStage == stage) {
      return;
    }
    int way = (forward ? 0 : virtualStages) + virtualStage;
    Hop hop = hops[way];
    if (hop == null) {
      hop = hop(stage, forward, targetStage);
      hops[way] = hop;
    }
    int task = graph.task(hop.stream(), hop.profile(), hop.work(), hop.delay());
    graph.dependency(last, task);
    log.put(task, new TaskLog.Transfer(stage, slot));
    remember(task, pass(forward, target, slot.microBatch()));
  }

  private Hop hop(int stage, boolean forward, int targetStage) {
    StageTasks tasks = stages.get(stage);
    CollectiveCost cost = cost(context, stage, targetStage);
    int beside = forward ? tasks.send : tasks.receive;
    return new Hop(
        context.framework().modelExchange().pointToPointOverlaps() ? beside : tasks.compute,
        tasks.device.collective(cost, tasks.engineShare),
        cost.transferSeconds(),
        Clock.ticks(cost.startSeconds()));
  }

  /** What it costs to send one micro-batch's activations, or their gradients, to another stage. */
  static CollectiveCost cost(TrainingContext context, int stage, int targetStage) {
    return context.costs().cost(message(context), context.neighbours(stage, targetStage));
  }

  /** One micro-batch's activations, or their gradients. */
  static Collective message(TrainingContext context) {
    return new Collective(Collective.Kind.POINT_TO_POINT, context.boundaryBytes());
  }

  private void remember(int task, int receivingPass) {
    if (count == transfer.length) {
      transfer = Arrays.copyOf(transfer, 2 * count);
      receiver = Arrays.copyOf(receiver, 2 * count);
    }
    transfer[count] = task;
    receiver[count++] = receivingPass;
  }

  /** Makes receivers wait, and the last virtual stage's backward passes for its forward passes. */
  void connect() {
    for (int i = 0; i < count; i++) {
      graph.dependency(transfer[i], receiver(i));
      log.await(receiver(i), transfer[i]);
    }
    for (int i = 0; i < microBatches; i++) {
      graph.dependency(
          firstTask[pass(true, virtualStages - 1, i)],
          firstTask[pass(false, virtualStages - 1, i)]);
    }
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** The task of a transfer. */
  int transfer(int index) {
    return transfer[index];
  }

  /** The first task of the pass that waits for it. */
  int receiver(int index) {
    return firstTask[receiver[index]];
  }
}
