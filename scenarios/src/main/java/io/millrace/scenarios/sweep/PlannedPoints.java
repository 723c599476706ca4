package io.millrace.scenarios.sweep;

import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.TrainingPlanWriter;
import io.millrace.planner.Planner;
import io.millrace.planner.PlanningRequest;
import io.millrace.simulator.cost.Calibration;

/** Searches the best plans of a context: a row for each. */
final class PlannedPoints implements PointEvaluator {
  private final Scenario scenario;
  private final Calibration calibration;
  private final Question question;
  private final RowColumns columns;
  private final Planner planner;

  PlannedPoints(Scenario scenario, Calibration calibration, Question question, RowColumns columns) {
    this.scenario = scenario;
    this.calibration = calibration;
    this.question = question;
    this.columns = columns;
    this.planner = Planner.with(calibration);
  }

  @Override
  public void evaluate(Point point, RowTable rows) {
    PlanningReport report = planner.plan(request());
    if (report.plans().isEmpty()) {
      rows.set(columns.of(Result.STATUS), Status.DOES_NOT_FIT.key());
      report
          .infeasible()
          .ifPresent(
              it -> rows.set(columns.of(Result.ERROR), it.constraint() + ": " + it.reason()));
      rows.fail();
      return;
    }
    OutcomeColumns output = new OutcomeColumns(scenario, calibration, columns);
    int first = rows.size() - 1;
    for (int rank = 0; rank < report.plans().size(); rank++) {
      if (rank > 0) {
        rows.begin(rows, first);
      }
      PlannedRun run = report.plans().get(rank);
      run.simulated()
          .ifPresent(it -> SimulatedPoints.write(it, Evaluation.PLAN, output, columns, rows));
      rows.set(columns.of(Result.PLAN_RANK), (long) rank + 1);
      rows.set(columns.of(Result.GAP), report.search().gap());
      rows.set(columns.of(Result.PLAN_JSON), TrainingPlanWriter.toTree(run.plan()).toString());
    }
  }

  private PlanningRequest request() {
    Search search = question.search();
    PlanningRequest request =
        PlanningRequest.of(scenario)
            .with(search.objective().orElse(scenario.objective()))
            .withThreads(1)
            .withWork(search.work())
            .withTop(question.best().orElse(1));
    return search.launcher().map(request::with).orElse(request);
  }
}
