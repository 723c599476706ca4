package io.millrace.scenarios.sweep;

import io.millrace.model.architecture.ForwardFlops;
import io.millrace.model.architecture.Layer;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.CostLibrary;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import io.millrace.simulator.lowering.training.PlanLayout;
import io.millrace.simulator.lowering.training.ReplicaCosts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Costs plans by formulas. What several plans have in common is prepared once. */
final class CostedPoints implements PointEvaluator {
  private final Scenario scenario;
  private final ScenarioTemplate template;
  private final PlanCosts costs;
  private final OutcomeColumns output;
  private final PlanFigures figures = new PlanFigures();
  private final Map<LayoutKey, PlanLayout> layouts = new HashMap<>();
  private final Map<PassesKey, PassCosts> passes = new HashMap<>();
  private final Map<ReplicasKey, ReplicaCosts> replicas = new HashMap<>();

  private record LayoutKey(ParallelStrategy strategy, Pipelining pipelining) {}

  private record PassesKey(
      LayoutKey layout, LayerStrategy layers, Optional<ReplicaStrategy> replicas) {}

  private record ReplicasKey(LayoutKey layout, ReplicaStrategy replicas, int microBatches) {}

  CostedPoints(
      Scenario scenario,
      Calibration calibration,
      CostLibrary library,
      ScenarioTemplate template,
      RowColumns columns) {
    this.scenario = scenario;
    this.template = template;
    this.costs = library.of(scenario);
    this.output = new OutcomeColumns(scenario, calibration, columns);
  }

  @Override
  public void evaluate(List<List<Setting>> settings, RowTable rows) {
    TrainingPlan plan = template.plan(scenario, settings).orThrow();
    cost(plan);
    output.write(
        rows,
        plan.label(),
        figures.seconds(),
        figures.joules(),
        figures.fullestBytes(),
        costs.capacityBytes(),
        figures.fits());
  }

  private void cost(TrainingPlan plan) {
    LayoutKey key = new LayoutKey(plan.strategy(), plan.pipelining());
    PlanLayout layout =
        layouts.computeIfAbsent(key, it -> costs.layout(it.strategy(), it.pipelining()));
    // With a pipeline passes do not depend on what replicas do.
    boolean alone = plan.strategy().pipeline() > 1;
    PassCosts pass =
        passes.computeIfAbsent(
            new PassesKey(
                key, plan.layers(), alone ? Optional.empty() : Optional.of(plan.replicas())),
            _ -> costs.passes(layout, plan.layers(), plan.replicas()));
    ReplicaCosts exchange =
        replicas.computeIfAbsent(
            new ReplicasKey(key, plan.replicas(), pass.microBatches()),
            it -> costs.replicas(layout, it.replicas(), it.microBatches()));
    costs.evaluate(layout, pass, exchange, figures);
  }

  /** The arithmetic of a token forward, by the convention of PaLM. */
  static double forwardFlopsPerToken(Scenario scenario) {
    ForwardFlops flops = new ForwardFlops(scenario.model(), scenario.workload().sequence());
    double perToken = flops.output();
    for (Layer layer : scenario.model().layers()) {
      perToken += flops.of(layer);
    }
    return perToken;
  }
}
