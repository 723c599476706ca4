package io.millrace.ui.plan;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.search.Feasibility;
import io.millrace.planner.search.Goal;
import io.millrace.planner.search.Setting;
import io.millrace.planner.space.PlanSpace;
import io.millrace.simulator.Estimator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.ui.figures.Units;
import java.util.List;
import java.util.Optional;

/**
 * Whether a scenario's own plan, or any plan, fits into memory, by formulas.
 *
 * @param good whether it does
 * @param says so in words
 */
record FitCheck(boolean good, String says) {

  /** Checks a scenario; empty where a figure that costs need is not published. */
  static Optional<FitCheck> of(Scenario scenario, Units units) {
    Calibration calibration = Calibration.bundled();
    try {
      return Optional.of(
          scenario
              .plan()
              .map(plan -> own(scenario, plan, calibration, units))
              .orElseGet(() -> any(scenario, calibration)));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static FitCheck own(
      Scenario scenario, TrainingPlan plan, Calibration calibration, Units units) {
    return Estimator.with(scenario, calibration).estimate(plan).memory().stream()
        .filter(it -> !it.fits())
        .findFirst()
        .map(it -> new FitCheck(false, "Its own plan does not fit: " + excess(it, units)))
        .orElse(new FitCheck(true, "Its own plan fits."));
  }

  private static String excess(MemoryUse use, Units units) {
    return "stage %d needs %s of %s."
        .formatted(use.stage(), units.text(use.total()), units.text(use.capacity()));
  }

  private static FitCheck any(Scenario scenario, Calibration calibration) {
    Goal goal =
        new Goal(
            Objective.TIME, scenario.cluster().devices(), Double.NaN, scenario.workload().tokens());
    Setting setting = new Setting(0, scenario, new PlanSpace(scenario, List.of()), goal);
    return new Feasibility(setting, PlanCosts.with(scenario, calibration))
        .anyThatFits()
        .map(it -> new FitCheck(true, "A plan fits, such as " + it.plan().label() + "."))
        .orElse(new FitCheck(false, "No plan fits: plan to see what would have to change."));
  }
}
