package io.millrace.planner.question;

import io.millrace.model.hardware.PriceRange;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.report.PlannedRun;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.PlanRules;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.launcher.LauncherRules;
import io.millrace.planner.search.Setting;
import io.millrace.planner.space.PlanSpace;
import io.millrace.planner.space.Rule;
import io.millrace.simulator.cost.Calibration;
import java.util.List;
import java.util.Optional;

/**
 * What was asked of the planner, under which questions around its answer are asked again.
 *
 * @param request what was asked
 * @param calibration with which it was answered
 */
record Asked(PlanningRequest request, Calibration calibration) {

  Objective objective() {
    return request.objective();
  }

  /** The situation of a plan, on its devices, in its precision. */
  Situation situation(PlannedRun run) {
    return situation(request.searched().with(run.devices(), run.precision()));
  }

  /** The situation of a scenario. */
  Situation situation(Scenario scenario) {
    return new Situation(priced(scenario), calibration);
  }

  /** With the price that plans were compared by, where they were compared by money. */
  private Scenario priced(Scenario scenario) {
    Optional<HourlyPrice> price =
        scenario.pricePerDevice().isPresent() || !objective().needsPrice()
            ? scenario.pricePerDevice()
            : scenario.cluster().device().price().map(PriceRange::middle);
    return price.map(scenario::with).orElse(scenario);
  }

  /** What is searched for a scenario. */
  Setting setting(Scenario scenario) {
    List<Rule> rules = request.launcher().map(LauncherRules::of).orElse(List.of());
    return new Setting(
        0, scenario, new PlanSpace(scenario, rules), Pricing.goal(scenario, objective()));
  }

  /** Why a plan cannot be run, whatever it takes: what does not divide, or a rule. */
  static Optional<String> broken(Setting setting, TrainingPlan plan) {
    Scenario scenario = setting.scenario();
    Optional<String> violated =
        PlanRules.violations(scenario, plan).stream()
            .findFirst()
            .map(it -> it.path().replaceFirst("^plan\\.", "") + " " + it.message());
    return violated.or(
        () -> setting.space().broken(plan).map(it -> it.name() + ": " + it.reason()));
  }
}
