package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.lowering.training.closedform.Method;
import io.millrace.simulator.lowering.training.closedform.PassOrders;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import io.millrace.simulator.lowering.training.schedule.Placement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An iteration by formula, with all that an {@link Estimate} tells of it. */
final class EstimatedIteration {
  /** Share of an iteration in which at least three may contend without being noticed. */
  private static final double UNNOTICED = 0.01;

  private final TrainingContext context;
  private final PlanLayout layout;
  private final ReplicaTimes replicas;
  private final List<StageWork> stages;
  private final List<Segment> updates = new ArrayList<>();
  private final StageEvaluation evaluation;

  /** Estimates an iteration. */
  EstimatedIteration(TrainingContext context) {
    this.context = context;
    this.layout = PlanLayout.of(context, new Shapes(context.model(), context.workload()));
    this.replicas = ReplicaCosts.of(context, layout).times();
    this.evaluation = new StageEvaluation(context.cluster(), context.framework(), new PassOrders());
    Placement placement = PipelineSchedules.of(context.plan()).placement();
    this.stages = new StageDescriptions(context).stages(placement);
    OptimizerWork optimizer = new OptimizerWork(context);
    stages.forEach(it -> updates.add(optimizer.update(it.allParameters())));
    evaluation.run(layout, passes(), replicas);
  }

  private PassCosts passes() {
    ChunkPasses[] chunks = new ChunkPasses[layout.shapes().size()];
    for (int place = 0; place < layout.shapeOf.length; place++) {
      int shape = layout.shapeOf[place];
      StageWork work = stages.get(place / layout.chunks());
      int chunk = place % layout.chunks();
      chunks[shape] =
          ChunkCosts.described(context, work.chunks().get(chunk), work.passes().get(chunk));
      evaluation.times(shape).between(chunks[shape], 0, 0, 0);
    }
    return new PassCosts(
        context.plan().layers(),
        context.microBatches(),
        context.exchangesBesidePasses(),
        chunks,
        chunks,
        layout.hops(context));
  }

  double seconds() {
    return evaluation.seconds();
  }

  Method method() {
    return evaluation.method();
  }

  List<StageWork> stages() {
    return stages;
  }

  /** Why it may be further from the simulation than usual. */
  Set<Approximation> approximations() {
    Set<Approximation> reasons = EnumSet.noneOf(Approximation.class);
    if (evaluation.crowdedSeconds() > UNNOTICED * seconds()) {
      reasons.add(Approximation.CROWDED_LINKS);
    }
    return reasons;
  }

  long peakActivations(int stage) {
    return evaluation.ends().peak(stage);
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

  /** Mean share of its design power that a device draws. */
  double draw() {
    return LoadedIteration.draw(stages.size(), this::parts, seconds(), context.costs());
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
    parts[TimePart.HOST.ordinal()] += replicas.hostSeconds;
    double passesEnd = 0;
    for (int i = 0; i < stages.size(); i++) {
      passesEnd = Math.max(passesEnd, evaluation.ends().passes(i));
    }
    double left = seconds();
    for (double part : parts) {
      left -= part;
    }
    left = Math.max(0, left);
    int kind = layout.classOf[stage];
    double gathered = replicas.afterNormSeconds[kind] - replicas.updateSeconds[kind];
    double exchanges = Math.min(left, evaluation.summedSeconds() - passesEnd + gathered);
    boolean alone = stages.size() == 1;
    parts[TimePart.DATA_COMMUNICATION.ordinal()] += alone ? left : exchanges;
    parts[TimePart.BUBBLE.ordinal()] += alone ? 0 : left - exchanges;
    return parts;
  }
}
