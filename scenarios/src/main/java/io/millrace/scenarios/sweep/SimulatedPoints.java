package io.millrace.scenarios.sweep;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import java.util.Comparator;
import java.util.Optional;

/** Simulates plans, event by event. */
final class SimulatedPoints implements PointEvaluator {
  private final Scenario scenario;
  private final ScenarioTemplate template;
  private final RowColumns columns;
  private final Simulator simulator;
  private final OutcomeColumns output;

  SimulatedPoints(
      Scenario scenario, Calibration calibration, ScenarioTemplate template, RowColumns columns) {
    this.scenario = scenario;
    this.template = template;
    this.columns = columns;
    this.simulator = Simulator.with(calibration, RangeMethod.none());
    this.output = new OutcomeColumns(scenario, calibration, columns);
  }

  @Override
  public void evaluate(Point point, RowTable rows) {
    TrainingPlan plan = template.plan(scenario, point).orThrow();
    SimulationReport report = simulator.simulate(scenario, plan, false).report();
    write(report, Evaluation.SIMULATE, output, columns, rows);
  }

  /** Writes a report's figures. */
  static void write(
      SimulationReport report,
      Evaluation evaluation,
      OutcomeColumns output,
      RowColumns columns,
      RowTable rows) {
    MemoryUse fullest =
        report.memory().stream().max(Comparator.comparing(MemoryUse::total)).orElseThrow();
    Outcome outcome =
        new Outcome(
            report.plan(),
            report.iterationTime().value(),
            report.energy().map(it -> it.value()).orElse(Double.NaN),
            fullest.total().count(),
            fullest.capacity().count(),
            report.feasible()
                ? Optional.empty()
                : Optional.of(String.join("; ", report.reasons())));
    output.write(rows, outcome, evaluation);
    rows.set(columns.of(Result.MODEL_FLOPS_UTILIZATION), report.modelFlopsUtilization());
  }
}
