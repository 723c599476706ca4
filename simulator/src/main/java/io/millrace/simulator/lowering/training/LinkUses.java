package io.millrace.simulator.lowering.training;

import io.millrace.model.hardware.FabricLevel;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.cost.Traffic;
import io.millrace.simulator.lowering.training.schedule.Placement;
import io.millrace.simulator.report.LinkUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a device of each stage sends in an iteration. Busy times are those of the links in the run;
 * bytes are those of the steps that it ran, without what stages that share a vocabulary tell each
 * other.
 */
final class LinkUses {
  private final TrainingContext context;
  private final List<StageWork> stages;
  private final Placement placement;
  private final IterationOutcome outcome;
  private final ReplicaExchanges replicas;

  LinkUses(
      TrainingContext context,
      List<StageWork> stages,
      Placement placement,
      IterationOutcome outcome) {
    this.context = context;
    this.stages = stages;
    this.placement = placement;
    this.outcome = outcome;
    this.replicas = new ReplicaExchanges(context);
  }

  /** Innermost links first. */
  List<LinkUse> of(int stage) {
    Map<String, Double> bytes = new HashMap<>();
    double toHost = 0;
    List<Chunk> chunks = stages.get(stage).chunks();
    for (int chunk = 0; chunk < chunks.size(); chunk++) {
      for (List<Step> pass : IterationProfiler.steps(context, chunks.get(chunk)).values()) {
        toHost += add(bytes, pass);
      }
      addReplicas(bytes, stages.get(stage).parameters().get(chunk), chunks.get(chunk));
      addTransfers(bytes, stage, chunk);
    }
    if (replicas.sumsTiedEmbeddings() && (stage == 0 || stage == stages.size() - 1)) {
      add(bytes, replicas.tiedEmbedding());
    }
    List<LinkUse> uses = new ArrayList<>();
    double[] busy = outcome.iteration().tasksOf(stage).device.usedLevels(outcome.run());
    List<FabricLevel> levels = context.cluster().levels();
    for (int i = 0; i < levels.size(); i++) {
      String name = levels.get(i).name();
      uses.add(new LinkUse(name, bytes.getOrDefault(name, 0.0), busy[i]));
    }
    if (toHost > 0) {
      double seconds = HostCopies.seconds(context, toHost).orElse(0.0);
      uses.add(new LinkUse(LinkUse.HOST, toHost, seconds));
    }
    return uses;
  }

  /** Adds what a pass of every micro-batch exchanges; gives what it copies to the host. */
  private double add(Map<String, Double> bytes, List<Step> pass) {
    double toHost = 0;
    for (Step step : pass) {
      if (step instanceof Step.Exchange exchange) {
        GroupPlacement ranks = context.group(exchange.axis());
        add(bytes, exchange.collective(), ranks, context.microBatches());
      } else if (step instanceof Step.HostCopy copy && copy.direction() == Step.Direction.TO_HOST) {
        toHost += context.microBatches() * copy.bytes();
      }
    }
    return toHost;
  }

  private void addReplicas(Map<String, Double> bytes, ParameterShare weights, Chunk chunk) {
    int layers = chunk.layers().size();
    if (replicas.gathersOnce()) {
      replicas.weights(weights, layers, 1).forEach(it -> add(bytes, it));
    }
    if (replicas.reducesOnce()) {
      replicas.gradients(weights, layers, 1).forEach(it -> add(bytes, it));
    }
  }

  /** What goes to the virtual stages after and before. */
  private void addTransfers(Map<String, Double> bytes, int stage, int chunk) {
    int number = stages.size();
    int virtualStages = number * stages.get(stage).chunks().size();
    int here = placement.virtualStage(stage, chunk, number);
    for (int target : new int[] {here + 1, here - 1}) {
      if (target >= 0 && target < virtualStages) {
        int targetStage = placement.stage(target, number);
        if (targetStage != stage) {
          GroupPlacement pair = context.neighbours(stage, targetStage);
          add(bytes, Transfers.message(context), pair, context.microBatches());
        }
      }
    }
  }

  private static void add(Map<String, Double> bytes, ReplicaExchange exchange) {
    add(bytes, exchange.collective(), exchange.ranks(), exchange.messages());
  }

  private static void add(
      Map<String, Double> bytes, Collective collective, GroupPlacement ranks, double times) {
    Traffic.perDevice(collective, ranks)
        .forEach((level, each) -> bytes.merge(level, times * each, Double::sum));
  }
}
