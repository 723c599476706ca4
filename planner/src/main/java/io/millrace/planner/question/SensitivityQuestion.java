package io.millrace.planner.question;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.report.Sensitivity;
import io.millrace.model.report.Sensitivity.Bar;
import io.millrace.model.report.Sensitivity.Draws;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.PlanningRequest;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;

/**
 * What would change the answer of a planning report, and how sure it is.
 *
 * <pre>{@code
 * Optional<Sensitivity> bars =
 *     SensitivityQuestion.usual().of(request, calibration, report);
 * }</pre>
 *
 * @param swing by how much each input is less and more: 0.2 for twenty percent
 * @param work the most plans that are costed to plan anew
 * @param draws of the uncertain parameters
 */
public record SensitivityQuestion(double swing, long work, int draws) {
  private static final double USUAL_SWING = 0.2;
  private static final long USUAL_WORK = 2_000;
  private static final int USUAL_DRAWS = 200;

  /** Checks the numbers. */
  public SensitivityQuestion {
    if (!(swing > 0 && swing < 1) || work < 1 || draws < 1) {
      throw new IllegalArgumentException(
          "swing %s must be between 0 and 1, work %d and draws %d positive"
              .formatted(swing, work, draws));
    }
  }

  /** Twenty percent less and more; 200 draws. */
  public static SensitivityQuestion usual() {
    return new SensitivityQuestion(USUAL_SWING, USUAL_WORK, USUAL_DRAWS);
  }

  /** The same with other limits to what it takes. */
  public SensitivityQuestion with(long otherWork, int otherDraws) {
    return new SensitivityQuestion(swing, otherWork, otherDraws);
  }

  /**
   * Asks it of the best plan, if there is one.
   *
   * @param request that was answered; its time limit, if any, is that of each new plan
   */
  public Optional<Sensitivity> of(
      PlanningRequest request, Calibration calibration, PlanningReport report) {
    return report.best().map(best -> of(new Asked(request, calibration), best, report.plans()));
  }

  /**
   * Asks it of a plan that is kept, whether it is the best or not: no other is searched.
   *
   * @param request of the plan's scenario, for as many devices as the plan has
   * @param progress hears the share of the work that is done; what it throws ends the question
   */
  public Sensitivity of(
      PlanningRequest request,
      Calibration calibration,
      TrainingPlan plan,
      DoubleConsumer progress) {
    Asked asked = new Asked(request, calibration);
    Scenario scenario = request.searched();
    Priced priced = new Pricing(new Situation(scenario, calibration), Objective.TIME).of(plan);
    PlannedRun run =
        new PlannedRun(
            plan,
            scenario.cluster().devices(),
            scenario.workload().precision(),
            new PlannedRun.Estimated(
                priced.seconds(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Bytes.of(priced.bytes()),
                Bytes.of(priced.capacity())),
            Optional.empty());
    return of(asked, run, List.of(run), OptionalLong.empty(), progress);
  }

  private Sensitivity of(Asked asked, PlannedRun best, List<PlannedRun> plans) {
    return of(asked, best, plans, OptionalLong.of(work), _ -> {});
  }

  private Sensitivity of(
      Asked asked,
      PlannedRun best,
      List<PlannedRun> plans,
      OptionalLong searched,
      DoubleConsumer progress) {
    double usual = correction(best);
    List<Candidate> alike = new ArrayList<>();
    List<Candidate> all = new ArrayList<>();
    List<Situation> situations = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (PlannedRun run : plans) {
      if (run.fits() || run.equals(best)) {
        Candidate candidate =
            new Candidate(run.plan(), run.simulated().isPresent() ? correction(run) : usual);
        all.add(candidate);
        situations.add(asked.situation(run));
        names.add(name(run, best));
        if (run.devices() == best.devices() && run.precision() == best.precision()) {
          alike.add(candidate);
        }
      }
    }
    List<Bar> bars =
        new Tornado(asked, situations.getFirst(), alike, searched)
            .bars(1 - swing, 1 + swing, progress);
    Draws drawn =
        new ParameterDraws(asked, situations, all)
            .of(draws, asked.request().scenario().seed(), names);
    return new Sensitivity(best.plan().label(), bars, drawn);
  }

  private static double correction(PlannedRun run) {
    return run.seconds() / run.estimate().seconds();
  }

  private static String name(PlannedRun run, PlannedRun best) {
    String devices = run.devices() == best.devices() ? "" : " on " + run.devices();
    String precision = run.precision() == best.precision() ? "" : " in " + run.precision().key();
    return run.plan().label() + devices + precision;
  }
}
