package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.lowering.training.closedform.PipelineEnds;
import io.millrace.simulator.lowering.training.closedform.PipelineTimes;
import io.millrace.simulator.lowering.training.closedform.StageVector;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedule;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import java.util.List;

/** An iteration by formula instead of by events. */
final class EstimatedIteration {
  private final TrainingContext context;
  private final List<StageWork> stages;
  private final PipelineEnds ends = new PipelineEnds();
  private final Segment[] updates;
  private final double seconds;

  EstimatedIteration(TrainingContext context) {
    this.context = context;
    PipelineSchedule schedule = PipelineSchedules.of(context.plan());
    this.stages = new StageDescriptions(context).stages(schedule.placement());
    this.updates =
        stages.stream()
            .map(it -> new OptimizerWork(context).update(it.allParameters()))
            .toArray(Segment[]::new);
    StageVector vector = new StageVector();
    new VectorOfStages(context, schedule.placement()).write(stages, vector);
    new PipelineTimes().recur(schedule, StageDescriptions.means(stages), vector, ends);
    this.seconds = summed() + update();
  }

  double seconds() {
    return seconds;
  }

  List<StageWork> stages() {
    return stages;
  }

  long peakActivations(int stage) {
    return ends.peak(stage);
  }

  /** When all gradients are there. */
  private double summed() {
    ReplicaExchanges replicas = new ReplicaExchanges(context);
    double summed = ends.last();
    if (replicas.sumsTiedEmbeddings()) {
      int last = stages.size() - 1;
      double ready =
          Math.max(
              Math.max(ends.passes(0), ends.gradients(0)),
              Math.max(ends.passes(last), ends.gradients(last)));
      ReplicaExchange exchange = replicas.tiedEmbedding();
      summed = Math.max(summed, ready + exchange.startSeconds() + exchange.transferSeconds());
    }
    return summed + replicas.normSeconds();
  }

  /** From the norm of the gradients to the end. */
  private double update() {
    ReplicaExchanges replicas = new ReplicaExchanges(context);
    double longest = 0;
    for (int stage = 0; stage < stages.size(); stage++) {
      double each = updates[stage].seconds();
      StageWork work = stages.get(stage);
      for (int chunk = 0; replicas.gathersAfterUpdate() && chunk < work.chunks().size(); chunk++) {
        int layers = work.chunks().get(chunk).layers().size();
        for (ReplicaExchange it : replicas.weights(work.parameters().get(chunk), layers, 1)) {
          each += it.startSeconds() + it.transferSeconds();
        }
      }
      longest = Math.max(longest, each);
    }
    return longest + context.framework().host().iteration().seconds() + replicas.ownersSeconds();
  }

  /** The stage that computes longest. */
  int bottleneck() {
    int most = 0;
    double longest = 0;
    for (int stage = 0; stage < stages.size(); stage++) {
      double busy = updates[stage].seconds();
      for (var chunk : stages.get(stage).passes()) {
        for (PassWork pass : chunk.values()) {
          busy += context.microBatches() * pass.segment().seconds();
        }
      }
      if (busy > longest * (1 + 1e-9)) {
        longest = busy;
        most = stage;
      }
    }
    return most;
  }

  /** Where the time of a stage goes, by {@link TimePart#ordinal()}. */
  double[] parts(int stage) {
    double[] parts = updates[stage].parts().clone();
    for (var chunk : stages.get(stage).passes()) {
      for (var pass : chunk.entrySet()) {
        double[] each = pass.getValue().segment().parts();
        for (int i = 0; i < parts.length; i++) {
          parts[i] += context.microBatches() * each[i];
        }
      }
    }
    return parts;
  }
}
