package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.Load;
import io.millrace.simulator.lowering.training.closedform.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Estimates training iterations of a scenario: the same costs and the same description of the work
 * as {@link TrainingSimulation}, with formulas in place of the iteration's events.
 *
 * <p>An instance serves one thread; a search has one for each.
 */
public final class TrainingEstimator {
  private final Scenario scenario;
  private final CostModel costs;

  /**
   * Prepares estimates.
   *
   * @param costs of the scenario's cluster
   */
  public TrainingEstimator(Scenario scenario, CostModel costs) {
    this.scenario = scenario;
    this.costs = costs;
  }

  /**
   * Estimates an iteration: on cool devices first, which tells what they are busy with, and once
   * more at the clock that goes with that.
   */
  public Estimate estimate(TrainingPlan plan) {
    TrainingContext cool =
        new TrainingContext(
            scenario.cluster(),
            scenario.model(),
            scenario.workload(),
            scenario.framework(),
            plan,
            costs);
    if (cool.sharesVocabulary()) {
      return simulated(cool);
    }
    EstimatedIteration first = new EstimatedIteration(cool);
    int busiest = LoadedIteration.busiest(first.stages().size(), first::parts);
    Load load = LoadedIteration.load(first.parts(busiest), first.seconds());
    CostModel loaded = costs.under(load);
    return loaded == costs
        ? estimate(cool, first)
        : estimate(cool.with(loaded), new EstimatedIteration(cool.with(loaded)));
  }

  private static Estimate estimate(TrainingContext context, EstimatedIteration iteration) {
    MemoryAccount account = new MemoryAccount(context);
    List<MemoryUse> memory = new ArrayList<>();
    for (int stage = 0; stage < iteration.stages().size(); stage++) {
      long peak = iteration.peakActivations(stage);
      memory.add(account.of(stage, iteration.stages().get(stage), peak));
    }
    return new Estimate(
        iteration.seconds(),
        Breakdown.of(iteration.parts(iteration.bottleneck())),
        iteration.bottleneck(),
        iteration.draw(),
        memory,
        iteration.method(),
        iteration.approximations());
  }

  /** Stages that share a vocabulary meet in ways that no formula here describes. */
  private Estimate simulated(TrainingContext cool) {
    LoadedIteration loaded = LoadedIteration.of(cool, scenario.name());
    IterationOutcome outcome = loaded.result().outcome();
    MemoryAccount account = new MemoryAccount(loaded.context());
    List<MemoryUse> memory = new ArrayList<>();
    for (int stage = 0; stage < loaded.stages().size(); stage++) {
      memory.add(account.of(stage, loaded.stages().get(stage), outcome.peakActivations(stage)));
    }
    return new Estimate(
        outcome.seconds(),
        Breakdown.of(outcome.parts(outcome.bottleneck())),
        outcome.bottleneck(),
        outcome.draw(loaded.context().costs()),
        memory,
        Method.EVENTS,
        Set.of());
  }
}
