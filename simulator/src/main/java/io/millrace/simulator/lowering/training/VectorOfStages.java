package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.lowering.training.closedform.Beside;
import io.millrace.simulator.lowering.training.closedform.StageVector;
import io.millrace.simulator.lowering.training.closedform.TwoActivities;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.Placement;
import java.util.List;
import java.util.Map;

/** Writes what described stages take into the arrays that formulas work on. */
final class VectorOfStages {
  private final TrainingContext context;
  private final Placement placement;
  private final ReplicaExchanges replicas;
  private final int levels;

  VectorOfStages(TrainingContext context, Placement placement) {
    this.context = context;
    this.placement = placement;
    this.replicas = new ReplicaExchanges(context);
    this.levels = context.cluster().levels().size();
  }

  void write(List<StageWork> stages, StageVector vector) {
    int chunks = stages.getFirst().chunks().size();
    vector.begin(stages.size(), chunks, context.microBatches());
    vector.blockingTransfers(!context.framework().modelExchange().pointToPointOverlaps());
    vector.gradientsOverlap(replicas.reducesBesidePasses());
    for (int stage = 0; stage < stages.size(); stage++) {
      StageWork work = stages.get(stage);
      double[] mean = meanDemands(work);
      vector.sharedLinks(stage, sharedRate(work, stage, stages.size()));
      for (int chunk = 0; chunk < chunks; chunk++) {
        passes(vector, stage, chunk, work.passes().get(chunk));
        vector.transfers(
            stage,
            chunk,
            hop(work, mean, stage, stages.size(), chunk, chunks, 1),
            hop(work, mean, stage, stages.size(), chunk, chunks, -1));
        vector.exchanges(stage, chunk, gather(work, chunk), reduce(work, chunk));
      }
    }
  }

  private static void passes(
      StageVector vector, int stage, int chunk, Map<PassKind, PassWork> passes) {
    PassWork forward = of(passes, PassKind.FORWARD);
    PassWork whole = of(passes, PassKind.BACKWARD);
    PassWork inputs = of(passes, PassKind.INPUT_GRADIENT);
    PassWork weights = of(passes, PassKind.WEIGHT_GRADIENT);
    vector.times(
        stage,
        chunk,
        forward.segment().seconds(),
        whole.segment().seconds() + inputs.segment().seconds(),
        weights.segment().seconds());
    vector.memory(
        stage,
        chunk,
        forward.takenBytes(),
        whole.takenBytes() + inputs.takenBytes(),
        whole.returnedBytes() + inputs.returnedBytes(),
        weights.returnedBytes());
  }

  private static PassWork of(Map<PassKind, PassWork> passes, PassKind kind) {
    return passes.getOrDefault(kind, PassWork.NONE);
  }

  /** What a stage's passes ask of its device on average. */
  private double[] meanDemands(StageWork work) {
    double[] mean = new double[2 + levels];
    double seconds = 0;
    for (Map<PassKind, PassWork> chunk : work.passes()) {
      for (PassWork pass : chunk.values()) {
        double[] demands = DeviceResources.demands(pass.segment(), levels);
        for (int i = 0; i < mean.length; i++) {
          mean[i] += pass.segment().seconds() * demands[i];
        }
        seconds += pass.segment().seconds();
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] = seconds == 0 ? 0 : mean[i] / seconds;
    }
    return mean;
  }

  private Beside hop(
      StageWork work, double[] mean, int stage, int stages, int chunk, int chunks, int direction) {
    int target = placement.virtualStage(stage, chunk, stages) + direction;
    if (target < 0 || target >= stages * chunks || placement.stage(target, stages) == stage) {
      return Beside.NONE;
    }
    CollectiveCost cost = Transfers.cost(context, stage, placement.stage(target, stages));
    return beside(cost, 1, work.engineShare(), mean);
  }

  private Beside gather(StageWork work, int chunk) {
    if (!replicas.gathersAtStart()) {
      return Beside.NONE;
    }
    Segment pass = of(work.passes().get(chunk), PassKind.FORWARD).segment();
    return sum(
        work,
        DeviceResources.demands(pass, levels),
        replicas.weights(
            work.parameters().get(chunk),
            work.chunks().get(chunk).layers().size(),
            StageVector.PIECES));
  }

  private Beside reduce(StageWork work, int chunk) {
    if (!replicas.reducesOnce()) {
      return Beside.NONE;
    }
    Map<PassKind, PassWork> passes = work.passes().get(chunk);
    boolean whole = passes.containsKey(PassKind.BACKWARD);
    PassWork last = of(passes, whole ? PassKind.BACKWARD : PassKind.WEIGHT_GRADIENT);
    int pieces = replicas.reducesBesidePasses() ? StageVector.PIECES : 1;
    return sum(
        work,
        DeviceResources.demands(last.segment(), levels),
        replicas.gradients(
            work.parameters().get(chunk), work.chunks().get(chunk).layers().size(), pieces));
  }

  /** Of a transfer to the next stage, or the one before, beside an exchange of gradients. */
  private double sharedRate(StageWork work, int stage, int stages) {
    if (stages == 1 || !replicas.reducesOnce()) {
      return 1;
    }
    CollectiveCost hop = Transfers.cost(context, stage, stage == 0 ? 1 : stage - 1);
    ParameterShare weights = work.parameters().getFirst();
    double rate = 1;
    for (ReplicaExchange exchange : replicas.gradients(weights, 1, 1)) {
      if (hop.transferSeconds() > 0 && exchange.cost().transferSeconds() > 0) {
        double[] one = DeviceResources.demands(hop, work.engineShare(), levels);
        double[] other = DeviceResources.demands(exchange.cost(), work.engineShare(), levels);
        rate = Math.min(rate, TwoActivities.of(one, other).first());
      }
    }
    return rate;
  }

  private Beside sum(StageWork work, double[] pass, List<ReplicaExchange> exchanges) {
    Beside sum = Beside.NONE;
    for (ReplicaExchange exchange : exchanges) {
      sum = sum.then(beside(exchange.cost(), exchange.messages(), work.engineShare(), pass));
    }
    return sum.aloneSeconds() == 0 ? Beside.NONE : sum;
  }

  private Beside beside(CollectiveCost cost, int messages, double felt, double[] pass) {
    if (cost.seconds() == 0) {
      return Beside.NONE;
    }
    TwoActivities rates =
        cost.transferSeconds() == 0
            ? new TwoActivities(1, 1)
            : TwoActivities.of(pass, DeviceResources.demands(cost, felt, levels));
    return new Beside(
        messages * cost.startSeconds(),
        messages * cost.transferSeconds(),
        rates.first(),
        rates.second());
  }
}
