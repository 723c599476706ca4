package io.millrace.planner;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.planfile.PlanFile;
import io.millrace.model.planfile.PlanFindings;
import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import java.util.Optional;

/** The best plan of a report as a file, which can be simulated, compared and exported. */
public final class BestPlan {

  private BestPlan() {}

  /**
   * The file, with what the search found out; empty if there is no plan.
   *
   * @param question that was asked; the file's scenario has the devices and the precision that the
   *     plan uses
   */
  public static Optional<PlanFile> of(Scenario question, PlanningReport report) {
    return report.best().map(best -> file(question, report, best));
  }

  private static PlanFile file(Scenario question, PlanningReport report, PlannedRun best) {
    PlanFindings findings =
        PlanFindings.of(report.tool(), report.objective())
            .estimated(best.estimate().seconds())
            .proven(report.search().bound(), report.search().gap());
    Optional<SimulationReport> simulated = best.simulated();
    TrainingPlan plan = best.plan();
    return PlanFile.of(
        question
            .with(question.cluster().withDevices(best.devices()))
            .with(question.workload().with(best.precision())),
        plan,
        simulated.map(it -> findings.simulated(it.iterationTime())).orElse(findings));
  }
}
