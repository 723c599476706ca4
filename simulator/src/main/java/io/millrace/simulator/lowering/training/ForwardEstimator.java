package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.Load;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Estimates passes that only go forward: what a model says about a batch, without being trained.
 * The work of a stage is the forward pass of training; micro-batches flow through the stages one
 * after the other, so that the longest stage sets the pace and the others are filled once.
 */
public final class ForwardEstimator {
  private final Scenario scenario;
  private final CostModel costs;

  /**
   * Prepares estimates.
   *
   * @param costs of the scenario's cluster
   */
  public ForwardEstimator(Scenario scenario, CostModel costs) {
    this.scenario = scenario;
    this.costs = costs;
  }

  /** Seconds from the first micro-batch's start to the last one's end, at the clock of its load. */
  public double seconds(TrainingPlan plan) {
    TrainingContext cool =
        new TrainingContext(
            scenario.cluster(),
            scenario.model(),
            scenario.workload(),
            scenario.framework(),
            plan,
            costs);
    List<Segment> first = stages(cool);
    Segment longest = longest(first);
    Load load = LoadedIteration.load(longest.parts(), Math.max(longest.seconds(), 1e-12));
    CostModel loaded = costs.under(load);
    return seconds(loaded == costs ? first : stages(cool.with(loaded)), cool);
  }

  /** Every stage once for the first micro-batch, the slowest once more for each further one. */
  private static double seconds(List<Segment> stages, TrainingContext context) {
    double hop = stages.size() == 1 ? 0 : Transfers.cost(context, 0, 1).seconds();
    double through = hop * (stages.size() - 1);
    for (Segment stage : stages) {
      through += stage.seconds();
    }
    boolean beside = context.framework().modelExchange().pointToPointOverlaps();
    double pace = longest(stages).seconds() + (beside ? 0 : hop);
    return through + (context.microBatches() - 1) * pace;
  }

  private static Segment longest(List<Segment> stages) {
    Segment most = stages.getFirst();
    for (Segment stage : stages) {
      most = stage.seconds() > most.seconds() ? stage : most;
    }
    return most;
  }

  /** Forward passes of all stages; stages with equal layers are simulated once. */
  private static List<Segment> stages(TrainingContext context) {
    SegmentSimulation simulation = new SegmentSimulation(context, false);
    Map<Chunk, Segment> known = new LinkedHashMap<>();
    return Chunk.all(context.model(), context.workload(), context.plan()).stream()
        .map(
            chunk ->
                known.computeIfAbsent(
                    chunk, it -> simulation.run("forward", new ChunkWork(context, it).forward())))
        .toList();
  }
}
