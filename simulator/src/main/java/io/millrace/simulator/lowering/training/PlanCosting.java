package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.PlanCosts;
import io.millrace.simulator.cost.CostModel;

/** Costs plans of a scenario. */
public final class PlanCosting implements PlanCosts {
  private final Scenario scenario;
  private final TrainingEstimator estimator;

  /**
   * Prepares it.
   *
   * @param costs of the scenario's cluster
   */
  public PlanCosting(Scenario scenario, CostModel costs) {
    this.scenario = scenario;
    this.estimator = new TrainingEstimator(scenario, costs);
  }

  @Override
  public PlanLayout layout(ParallelStrategy strategy, Pipelining pipelining) {
    return new PlanLayout(strategy, pipelining);
  }

  @Override
  public PassCosts passes(PlanLayout layout, LayerStrategy layers, ReplicaStrategy replicas) {
    int sequences = layout.strategy().data() * layers.microBatch();
    return new PassCosts(layers, scenario.workload().globalBatch() / sequences);
  }

  @Override
  public ReplicaCosts replicas(PlanLayout layout, ReplicaStrategy replicas, int microBatches) {
    return new ReplicaCosts(replicas);
  }

  @Override
  public void evaluate(
      PlanLayout layout, PassCosts passes, ReplicaCosts replicas, PlanFigures figures) {
    TrainingPlan plan =
        new TrainingPlan(
            layout.strategy(), layout.pipelining(), passes.layers(), replicas.replicas());
    Estimate estimate = estimator.estimate(plan);
    figures.seconds = estimate.seconds();
    figures.joules = Double.NaN;
    figures.capacityBytes = capacityBytes();
    figures.fullestBytes =
        estimate.memory().stream()
            .map(MemoryUse::total)
            .mapToDouble(it -> it.count())
            .max()
            .orElse(0);
  }

  @Override
  public double leastSeconds(ParallelStrategy strategy) {
    return 0;
  }

  @Override
  public double leastSeconds(ParallelStrategy strategy, LayerStrategy layers) {
    return 0;
  }

  @Override
  public double leastSeconds(PlanLayout layout, PassCosts passes) {
    return 0;
  }

  @Override
  public double leastBytes(PlanLayout layout, ReplicaCosts replicas) {
    return 0;
  }

  @Override
  public double capacityBytes() {
    return scenario.cluster().device().mainMemory().capacity().count();
  }
}
