package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.lowering.training.closedform.Method;
import io.millrace.simulator.lowering.training.closedform.PipelineEnds;
import io.millrace.simulator.lowering.training.closedform.PipelineTimes;
import io.millrace.simulator.lowering.training.closedform.StageVector;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import io.millrace.simulator.lowering.training.schedule.Placement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An iteration by formula instead of by events: the pipeline's passes, then what all wait for, the
 * norm of the gradients, then the longest update.
 */
final class EstimatedIteration {
  /** Share of an iteration in which at least three may contend without being noticed. */
  private static final double UNNOTICED = 0.01;

  private final TrainingContext context;
  private final ReplicaExchanges replicas;
  private final List<StageWork> stages;
  private final List<Segment> updates = new ArrayList<>();
  private final PipelineEnds ends = new PipelineEnds();
  private final Method method;
  private final double seconds;
  private final boolean crowded;

  /**
   * Estimates an iteration.
   *
   * @param times a workspace
   */
  EstimatedIteration(TrainingContext context, PipelineTimes times) {
    this.context = context;
    this.replicas = new ReplicaExchanges(context);
    Placement placement = PipelineSchedules.of(context.plan()).placement();
    this.stages = new StageDescriptions(context).stages(placement);
    OptimizerWork optimizer = new OptimizerWork(context);
    stages.forEach(it -> updates.add(optimizer.update(it.allParameters())));
    StageVector vector = new StageVector();
    new VectorOfStages(context, placement).write(stages, vector);
    this.method = times.find(context.plan().schedule(), vector, ends);
    this.seconds = summed() + update();
    this.crowded = vector.crowdedSeconds() > UNNOTICED * seconds;
  }

  double seconds() {
    return seconds;
  }

  Method method() {
    return method;
  }

  List<StageWork> stages() {
    return stages;
  }

  /** Why it may be further from the simulation than usual. */
  Set<Approximation> approximations() {
    Set<Approximation> reasons = EnumSet.noneOf(Approximation.class);
    if (crowded) {
      reasons.add(Approximation.CROWDED_LINKS);
    }
    return reasons;
  }

  long peakActivations(int stage) {
    return ends.peak(stage);
  }

  /** When all stages know the norm of all gradients. */
  private double summed() {
    double summed = ends.last();
    if (replicas.sumsTiedEmbeddings()) {
      int last = stages.size() - 1;
      double ready =
          Math.max(
              Math.max(ends.passes(0), ends.gradients(0)),
              Math.max(ends.passes(last), ends.gradients(last)));
      summed = Math.max(summed, ready + seconds(replicas.tiedEmbedding()));
    }
    return summed + replicas.normSeconds();
  }

  /** From there to the end. */
  private double update() {
    double longest = 0;
    for (int stage = 0; stage < stages.size(); stage++) {
      longest = Math.max(longest, updates.get(stage).seconds() + gatherAfterUpdate(stage));
    }
    return longest + context.framework().host().iteration().seconds() + replicas.ownersSeconds();
  }

  private double gatherAfterUpdate(int stage) {
    if (!replicas.gathersAfterUpdate()) {
      return 0;
    }
    StageWork work = stages.get(stage);
    double sum = 0;
    for (int chunk = 0; chunk < work.chunks().size(); chunk++) {
      int layers = work.chunks().get(chunk).layers().size();
      sum +=
          replicas.weights(work.parameters().get(chunk), layers, 1).stream()
              .mapToDouble(EstimatedIteration::seconds)
              .sum();
    }
    return sum;
  }

  private static double seconds(ReplicaExchange exchange) {
    return exchange.startSeconds() + exchange.transferSeconds();
  }

  /** The stage that computes longest: the one the others wait for. */
  int bottleneck() {
    int most = 0;
    double longest = 0;
    for (int stage = 0; stage < stages.size(); stage++) {
      double busy = updates.get(stage).seconds();
      for (Map<PassKind, PassWork> chunk : stages.get(stage).passes()) {
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

  /**
   * Where the time of a stage goes, by {@link TimePart#ordinal()}: its passes and its update as
   * they are alone, what it waits for replicas once its passes are done, and all else, which is
   * waiting for other stages.
   */
  double[] parts(int stage) {
    double[] parts = updates.get(stage).parts().clone();
    for (Map<PassKind, PassWork> chunk : stages.get(stage).passes()) {
      for (PassWork pass : chunk.values()) {
        double[] each = pass.segment().parts();
        for (int i = 0; i < parts.length; i++) {
          parts[i] += context.microBatches() * each[i];
        }
      }
    }
    parts[TimePart.HOST.ordinal()] +=
        context.framework().host().iteration().seconds() + replicas.ownersSeconds();
    double passesEnd = 0;
    for (int i = 0; i < stages.size(); i++) {
      passesEnd = Math.max(passesEnd, ends.passes(i));
    }
    double left = seconds;
    for (double part : parts) {
      left -= part;
    }
    left = Math.max(0, left);
    double exchanges = Math.min(left, summed() - passesEnd + gatherAfterUpdate(stage));
    boolean alone = stages.size() == 1;
    parts[TimePart.DATA_COMMUNICATION.ordinal()] += alone ? left : exchanges;
    parts[TimePart.BUBBLE.ordinal()] += alone ? 0 : left - exchanges;
    return parts;
  }
}
