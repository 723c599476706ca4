package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.engine.TaskGraphBuilder;
import java.util.List;

/**
 * What data-parallel ranks exchange in an iteration: gradients that are summed, and weights that
 * the optimizer left sharded.
 */
final class DataExchanges {
  /** Pieces of a pass between which gradients are reduced, as frameworks' buckets do. */
  static final int BUCKETS = 4;

  private final TrainingContext context;
  private final TaskGraphBuilder graph;
  private final List<StageWork> stages;
  private final List<StageTasks> perStage;
  private final TaskLog log;
  private final int chunks;

  DataExchanges(
      TrainingContext context,
      TaskGraphBuilder graph,
      List<StageWork> stages,
      List<StageTasks> perStage,
      TaskLog log) {
    this.context = context;
    this.graph = graph;
    this.stages = stages;
    this.perStage = perStage;
    this.log = log;
    this.chunks = stages.getFirst().chunks().size();
  }

  /** Whether weights come back from the ranks that updated them once an iteration. */
  private boolean gathersOnce() {
    return context.plan().sharding().shardsOptimizer() && !context.gathersEachLayer();
  }

  /** What the host's loop over the owners of updated weights takes, where there is one. */
  double ownersSeconds() {
    return gathersOnce()
        ? context.plan().shardingGroupSize()
            * context.framework().dataExchange().ownerBroadcast().seconds()
        : 0;
  }

  /** Weights that the optimizer left sharded arrive while the first forward passes run. */
  int[][] gatherAtStart(int stage) {
    int[][] gathered = new int[chunks][];
    if (!gathersOnce() || !context.framework().dataExchange().weightsOverlap()) {
      return gathered;
    }
    for (int chunk = 0; chunk < chunks; chunk++) {
      gathered[chunk] = gatherWeights(stage, chunk, BUCKETS, -1);
    }
    return gathered;
  }

  /**
   * The same, but right after the update where the framework does not overlap it.
   *
   * @return the last task, or {@code after} where nothing is gathered
   */
  int gatherAfterUpdate(int stage, int after) {
    int last = after;
    if (gathersOnce() && !context.framework().dataExchange().weightsOverlap()) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        last = gatherWeights(stage, chunk, 1, last)[0];
      }
    }
    return last;
  }

  private int[] gatherWeights(int stage, int chunk, int pieces, int after) {
    ParameterShare weights = stages.get(stage).parameters().get(chunk);
    int[] tasks = new int[pieces];
    for (int i = 0; i < pieces; i++) {
      int dense =
          exchange(
              stage,
              "weights",
              Collective.Kind.ALL_GATHER,
              context.elementBytes() * weights.dense() / pieces,
              context.group(Axis.DATA),
              messages(stage, chunk, pieces),
              after);
      tasks[i] =
          weights.expert() == 0
              ? dense
              : exchange(
                  stage,
                  "expert weights",
                  Collective.Kind.ALL_GATHER,
                  context.elementBytes() * weights.expert() / pieces,
                  context.expertGradientGroup(),
                  1,
                  dense);
    }
    return tasks;
  }

  /**
   * Whether gradients are summed once an iteration: not where each layer's are scattered as soon as
   * they are there, unless several groups of ranks do so on their own.
   */
  boolean reducesOnce() {
    return !context.scattersEachPass() || hasReplicas();
  }

  private boolean hasReplicas() {
    return context.plan().shardingGroupSize() < context.plan().gradientGroup();
  }

  /** Sums a piece of a chunk's gradients once a task is done. */
  void reduceGradients(int stage, int chunk, int pieces, int after) {
    if (!context.scattersEachPass()) {
      reduceWhole(stage, chunk, pieces, after);
    }
    if (context.plan().sharding().shardsOptimizer() && hasReplicas()) {
      reduceShares(stage, chunk, pieces, after);
    }
  }

  /** Sums shares of gradients over the groups that have equal ones. */
  private void reduceShares(int stage, int chunk, int pieces, int after) {
    double share =
        stages.get(stage).parameters().get(chunk).dense() / context.plan().shardingGroupSize();
    perStage
        .get(stage)
        .gradients
        .add(
            exchange(
                stage,
                "gradients of replicas",
                Collective.Kind.ALL_REDUCE,
                context.framework().dataExchange().gradientBytes() * share / pieces,
                context.replicaGroup(),
                messages(stage, chunk, pieces),
                after));
  }

  private void reduceWhole(int stage, int chunk, int pieces, int after) {
    ParameterShare weights = stages.get(stage).parameters().get(chunk);
    double bytes = context.framework().dataExchange().gradientBytes() / (double) pieces;
    List<Integer> gradients = perStage.get(stage).gradients;
    boolean sharded = context.plan().sharding().shardsOptimizer();
    Collective.Kind kind = sharded ? Collective.Kind.REDUCE_SCATTER : Collective.Kind.ALL_REDUCE;
    GroupPlacement ranks = sharded ? context.group(Axis.DATA) : context.gradientGroup();
    int messages = messages(stage, chunk, pieces);
    gradients.add(
        exchange(stage, "gradients", kind, bytes * weights.dense(), ranks, messages, after));
    if (weights.expert() > 0) {
      gradients.add(
          exchange(
              stage,
              "expert gradients",
              kind,
              bytes * weights.expert(),
              context.expertGradientGroup(),
              1,
              after));
    }
  }

  /** Collectives that a piece of a chunk's weights takes: one for each tensor if not coalesced. */
  private int messages(int stage, int chunk, int pieces) {
    if (context.framework().dataExchange().coalesced()) {
      return 1;
    }
    int layers = stages.get(stage).chunks().get(chunk).layers().size();
    return Math.max(1, TrainingContext.MATRICES * layers / pieces);
  }

  private int exchange(
      int stage,
      String name,
      Collective.Kind kind,
      double bytes,
      GroupPlacement ranks,
      int messages,
      int after) {
    StageTasks tasks = perStage.get(stage);
    CollectiveCost cost = context.costs().cost(new Collective(kind, bytes / messages), ranks);
    int task =
        graph.task(
            tasks.data,
            tasks.device.collective(cost, tasks.engineShare),
            messages * cost.transferSeconds(),
            Clock.ticks(messages * cost.startSeconds()));
    log.put(task, new TaskLog.Exchange(stage, name));
    if (after >= 0) {
      graph.dependency(after, task);
    }
    return task;
  }

  /**
   * First and last stage both hold tied embeddings and sum their gradients (Megatron-LM), unless
   * they are one or every stage has its rows of both.
   */
  void sumTiedEmbeddings(int norm) {
    boolean tied =
        context.model().tiedEmbeddings()
            && !context.sharesVocabulary()
            && !context.plan().schedule().vShaped();
    if (!tied || stages.size() == 1) {
      return;
    }
    double bytes =
        (double) context.framework().dataExchange().gradientBytes()
            * context.model().vocabulary()
            * context.model().hidden()
            / context.tensor();
    int last = stages.size() - 1;
    int task =
        exchange(
            0,
            "tied embedding",
            Collective.Kind.ALL_REDUCE,
            bytes,
            context.neighbours(0, last),
            1,
            perStage.get(0).lastPass);
    perStage.get(last).gradients.forEach(gradient -> graph.dependency(gradient, task));
    graph.dependency(perStage.get(last).lastPass, task);
    graph.dependency(task, norm);
  }
}
