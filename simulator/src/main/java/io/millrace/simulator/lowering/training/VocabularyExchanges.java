package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.Collective.Kind;
import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.engine.TaskGraphBuilder;
import io.millrace.simulator.lowering.training.schedule.Placement;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of stages that share embedding and output layer. Each stage takes part on a stream
 * of its own, or on the stream of its kernels where stages work in step, and an exchange starts
 * when all that contribute have done their passes.
 */
final class VocabularyExchanges {
  private static final int STATISTIC_BYTES = 4;

  private final TrainingContext context;
  private final TaskGraphBuilder graph;
  private final List<StageTasks> stages;
  private final TaskLog log;
  private final int firstStage;
  private final int lastStage;
  private final int lastChunk;
  private final int microBatches;
  private final @Nullable Part[][] parts;

  /** The task at which all contributions to an exchange are there, by {@link #index}. */
  private final int[] complete;

  /** A stage's part in each exchange, by stage and {@link #index}. */
  private final int[][] joined;

  VocabularyExchanges(
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
    this.firstStage = placement.stage(0, stages.size());
    this.lastStage = placement.stage(chunks * stages.size() - 1, stages.size());
    this.lastChunk = chunks - 1;
    this.microBatches = microBatches;
    int exchanges = Meeting.values().length * microBatches;
    this.complete = new int[exchanges];
    Arrays.fill(complete, TaskLog.NOTHING);
    this.joined = new int[stages.size()][exchanges];
    this.parts = new Part[stages.size()][Meeting.values().length];
    for (int stage = 0; stage < stages.size(); stage++) {
      Arrays.fill(joined[stage], TaskLog.NOTHING);
    }
  }

  private record Part(int stream, int profile, double work, long delay) {}

  /** Adds the exchanges that bring a pass what it needs, before the pass itself. */
  void before(int stage, Slot slot) {
    switch (slot.kind()) {
      case OUTPUT -> join(stage, Meeting.HIDDEN, slot.microBatch());
      case EMBEDDING_GRADIENT -> join(stage, Meeting.EMBEDDING_GRADIENT, slot.microBatch());
      case FORWARD, BACKWARD, INPUT_GRADIENT, WEIGHT_GRADIENT, OUTPUT_GRADIENT, EMBEDDING -> {}
    }
  }

  /** Ties a pass to the exchanges before it, and adds those that its result goes into. */
  void after(int stage, Slot slot, int first, int last) {
    if (!context.sharesVocabulary()) {
      return;
    }
    int microBatch = slot.microBatch();
    switch (slot.kind()) {
      case EMBEDDING -> meet(stage, Meeting.EMBEDDED, microBatch, last);
      case OUTPUT -> {
        if (stage != lastStage) {
          wait(stage, Meeting.HIDDEN, microBatch, first);
        }
        meet(stage, Meeting.STATISTICS, microBatch, last);
      }
      case OUTPUT_GRADIENT -> {
        wait(stage, Meeting.STATISTICS, microBatch, first);
        if (!oneBarrier()) {
          meet(stage, Meeting.GRADIENT, microBatch, last);
        }
      }
      case EMBEDDING_GRADIENT -> wait(stage, Meeting.EMBEDDING_GRADIENT, microBatch, first);
      case FORWARD -> {
        if (stage == firstStage && slot.chunk() == 0) {
          wait(stage, Meeting.EMBEDDED, microBatch, first);
        }
        if (stage == lastStage && slot.chunk() == lastChunk) {
          contribute(Meeting.HIDDEN, microBatch, last);
        }
      }
      case BACKWARD, INPUT_GRADIENT -> {
        if (stage == lastStage && slot.chunk() == lastChunk) {
          wait(stage, oneBarrier() ? Meeting.STATISTICS : Meeting.GRADIENT, microBatch, first);
        }
        if (stage == firstStage && slot.chunk() == 0) {
          contribute(Meeting.EMBEDDING_GRADIENT, microBatch, last);
        }
      }
      case WEIGHT_GRADIENT -> {}
    }
  }

  private void meet(int stage, Meeting meeting, int microBatch, int pass) {
    contribute(meeting, microBatch, pass);
    join(stage, meeting, microBatch);
  }

  private void contribute(Meeting meeting, int microBatch, int pass) {
    graph.dependency(pass, complete(meeting, microBatch));
  }

  private void join(int stage, Meeting meeting, int microBatch) {
    Part part = parts[stage][meeting.ordinal()];
    if (part == null) {
      part = part(stages.get(stage), meeting);
      parts[stage][meeting.ordinal()] = part;
    }
    int task = graph.task(part.stream(), part.profile(), part.work(), part.delay());
    graph.dependency(complete(meeting, microBatch), task);
    log.put(task, new TaskLog.Gathering(stage, meeting, microBatch));
    joined[stage][index(meeting, microBatch)] = task;
  }

  private void wait(int stage, Meeting meeting, int microBatch, int pass) {
    int exchange = joined[stage][index(meeting, microBatch)];
    graph.dependency(exchange, pass);
    log.await(pass, exchange);
  }

  private int complete(Meeting meeting, int microBatch) {
    int index = index(meeting, microBatch);
    if (complete[index] == TaskLog.NOTHING) {
      complete[index] = graph.task(TaskGraph.NO_STREAM, TaskGraphBuilder.IDLE, 0, 0);
    }
    return complete[index];
  }

  private int index(Meeting meeting, int microBatch) {
    return meeting.ordinal() * microBatches + microBatch;
  }

  private boolean oneBarrier() {
    return context.plan().vocabulary() == VocabularyPlacement.PARALLEL_ONE_BARRIER;
  }

  private Part part(StageTasks tasks, Meeting meeting) {
    double hidden =
        context.tokens() * context.model().hidden() * context.elementBytes() / context.tensor();
    double statistics = context.tokens() * STATISTIC_BYTES;
    return switch (meeting) {
      // Rings that carry the whole tensor to or from one stage take as long as those that carry a
      // part of it from each stage to all, or back.
      case HIDDEN, EMBEDDING_GRADIENT -> part(tasks, meeting, cost(Kind.ALL_GATHER, hidden));
      case EMBEDDED -> part(tasks, meeting, cost(Kind.REDUCE_SCATTER, hidden));
      case GRADIENT ->
          part(tasks, meeting, cost(inStep() ? Kind.ALL_REDUCE : Kind.REDUCE_SCATTER, hidden));
      case STATISTICS -> {
        CollectiveCost each = cost(Kind.ALL_REDUCE, statistics);
        CollectiveCost gradients =
            oneBarrier() ? cost(Kind.REDUCE_SCATTER, hidden) : CollectiveCost.NONE;
        CollectiveCost larger = oneBarrier() ? gradients : each;
        yield part(
            tasks,
            meeting,
            new CollectiveCost(
                2 * each.startSeconds() + gradients.startSeconds(),
                2 * each.transferSeconds() + gradients.transferSeconds(),
                larger.levelShare(),
                larger.engineShare(),
                larger.memorySeconds()));
      }
    };
  }

  private Part part(StageTasks tasks, Meeting meeting, CollectiveCost cost) {
    return new Part(
        inStep() ? tasks.compute : tasks.meetings[meeting.ordinal()],
        tasks.device.collective(cost, tasks.engineShare),
        cost.transferSeconds(),
        Clock.ticks(cost.startSeconds()));
  }

  /** Whether all stages compute the output layer together and wait for each other meanwhile. */
  private boolean inStep() {
    return context.plan().vocabulary() == VocabularyPlacement.INTERLACED;
  }

  private CollectiveCost cost(Kind kind, double bytes) {
    return context.costs().cost(new Collective(kind, bytes), context.stages());
  }
}
