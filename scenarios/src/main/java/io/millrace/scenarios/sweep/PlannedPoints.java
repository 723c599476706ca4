package io.millrace.scenarios.sweep;

import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.TrainingPlanWriter;
import io.millrace.planner.Planner;
import io.millrace.planner.PlanningRequest;
import io.millrace.simulator.cost.Calibration;
import java.util.List;

/** Searches the best plan of a context. */
final class PlannedPoints implements PointEvaluator {
  private final Scenario scenario;
  private final Calibration calibration;
  private final RowColumns columns;
  private final Planner planner;

  PlannedPoints(Scenario scenario, Calibration calibration, RowColumns columns) {
    this.scenario = scenario;
    this.calibration = calibration;
    this.columns = columns;
    this.planner = Planner.with(calibration);
  }

  @Override
  public void evaluate(List<List<Setting>> settings, RowTable rows) {
    PlanningReport report = planner.plan(PlanningRequest.of(scenario).withThreads(1).withTop(1));
    if (report.plans().isEmpty()) {
      rows.set(columns.of(Result.STATUS), "does not fit");
      report.infeasible().ifPresent(it -> rows.set(columns.of(Result.ERROR), it.toString()));
      return;
    }
    PlannedRun best = report.plans().getFirst();
    best.simulated()
        .ifPresent(
            it ->
                SimulatedPoints.write(
                    it, new OutcomeColumns(scenario, calibration, columns), columns, rows));
    rows.set(columns.of(Result.PLAN_RANK), 1L);
    rows.set(columns.of(Result.GAP), report.search().gap());
    rows.set(columns.of(Result.PLAN_JSON), TrainingPlanWriter.toTree(best.plan()).toString());
  }
}
