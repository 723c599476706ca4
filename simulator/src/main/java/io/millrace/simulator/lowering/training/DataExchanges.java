package io.millrace.simulator.lowering.training;

import io.millrace.simulator.engine.TaskGraphBuilder;
import io.millrace.simulator.lowering.training.closedform.StageVector;
import java.util.List;

/** When replicas exchange what {@link ReplicaExchanges} describes, as tasks of an iteration. */
final class DataExchanges {
  private final TaskGraphBuilder graph;
  private final List<StageWork> stages;
  private final List<StageTasks> perStage;
  private final TaskLog log;
  private final ReplicaExchanges exchanges;
  private final int chunks;

  DataExchanges(
      TrainingContext context,
      TaskGraphBuilder graph,
      List<StageWork> stages,
      List<StageTasks> perStage,
      TaskLog log) {
    this.graph = graph;
    this.stages = stages;
    this.perStage = perStage;
    this.log = log;
    this.exchanges = new ReplicaExchanges(context);
    this.chunks = stages.getFirst().chunks().size();
  }

  /** What they are. */
  ReplicaExchanges exchanges() {
    return exchanges;
  }

  /** Weights that the optimizer left sharded arrive while the first forward passes run. */
  int[][] gatherAtStart(int stage) {
    int[][] gathered = new int[chunks][];
    if (!exchanges.gathersAtStart()) {
      return gathered;
    }
    for (int chunk = 0; chunk < chunks; chunk++) {
      gathered[chunk] = gatherWeights(stage, chunk, StageVector.PIECES, -1);
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
    if (exchanges.gathersAfterUpdate()) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        last = gatherWeights(stage, chunk, 1, last)[0];
      }
    }
    return last;
  }

  private int[] gatherWeights(int stage, int chunk, int pieces, int after) {
    List<ReplicaExchange> piece =
        exchanges.weights(parameters(stage, chunk), layers(stage, chunk), pieces);
    int[] tasks = new int[pieces];
    for (int i = 0; i < pieces; i++) {
      tasks[i] = after;
      for (ReplicaExchange exchange : piece) {
        tasks[i] = add(stage, exchange, tasks[i]);
      }
    }
    return tasks;
  }

  /** Sums a piece of a chunk's gradients once a task is done. */
  void reduceGradients(int stage, int chunk, int pieces, int after) {
    exchanges
        .gradients(parameters(stage, chunk), layers(stage, chunk), pieces)
        .forEach(it -> perStage.get(stage).gradients.add(add(stage, it, after)));
  }

  private ParameterShare parameters(int stage, int chunk) {
    return stages.get(stage).parameters().get(chunk);
  }

  private int layers(int stage, int chunk) {
    return stages.get(stage).chunks().get(chunk).layers().size();
  }

  private int add(int stage, ReplicaExchange exchange, int after) {
    StageTasks tasks = perStage.get(stage);
    int task =
        graph.task(
            tasks.data,
            tasks.device.collective(exchange.cost(), tasks.engineShare),
            exchange.transferSeconds(),
            Clock.ticks(exchange.startSeconds()));
    log.put(task, new TaskLog.Exchange(stage, exchange.name()));
    if (after >= 0) {
      graph.dependency(after, task);
    }
    return task;
  }

  /** First and last stage sum the gradients of tied embeddings. */
  void sumTiedEmbeddings(int norm) {
    if (!exchanges.sumsTiedEmbeddings()) {
      return;
    }
    int last = stages.size() - 1;
    int task = add(0, exchanges.tiedEmbedding(), perStage.get(0).lastPass);
    perStage.get(last).gradients.forEach(gradient -> graph.dependency(gradient, task));
    graph.dependency(perStage.get(last).lastPass, task);
    graph.dependency(task, norm);
  }
}
