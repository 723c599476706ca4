package io.millrace.planner.question;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.search.Goal;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import io.millrace.simulator.lowering.training.PlanLayout;

/** Prices plans in one situation. Serves one thread. */
final class Pricing {
  private static final double MILLION = 1e6;

  private final Scenario scenario;
  private final Objective objective;
  private final PlanCosts costs;
  private final PlanFigures figures = new PlanFigures();

  Pricing(Situation situation, Objective objective) {
    this(
        situation.scenario(),
        objective,
        PlanCosts.with(situation.scenario(), situation.calibration()));
  }

  private Pricing(Scenario scenario, Objective objective, PlanCosts costs) {
    this.scenario = scenario;
    this.objective = objective;
    this.costs = costs;
  }

  /** The same for another thread. */
  Pricing forAnotherThread() {
    return new Pricing(scenario, objective, costs.forAnotherThread());
  }

  /** What a plan costs, whether it fits or not. */
  Priced of(TrainingPlan plan) {
    PlanLayout layout = costs.layout(plan.strategy(), plan.pipelining());
    PassCosts passes = costs.passes(layout, plan.layers(), plan.replicas());
    costs.evaluate(
        layout, passes, costs.replicas(layout, plan.replicas(), passes.microBatches()), figures);
    return new Priced(
        plan,
        value(figures.seconds(), figures.joules()),
        figures.seconds(),
        figures.joules(),
        figures.fullestBytes(),
        figures.fullestBytes() + figures.headroomBytes());
  }

  /** What plans are compared by, per million tokens. */
  double value(double seconds, double joules) {
    double millions = scenario.workload().tokens() / MILLION;
    return switch (objective) {
      case TIME -> seconds / millions;
      case COST, TOKENS_PER_DOLLAR -> goal(scenario, objective).dollarsPerMillionTokens(seconds);
      case ENERGY -> joules / millions;
    };
  }

  /** What a search compares plans by that cost so much per million tokens. */
  double goal(double value) {
    return switch (objective) {
      case TIME -> value * scenario.workload().tokens() / MILLION;
      case COST, TOKENS_PER_DOLLAR -> value;
      case ENERGY -> value / MILLION;
    };
  }

  /** What a search in this situation compares plans by. */
  static Goal goal(Scenario scenario, Objective objective) {
    return new Goal(
        objective,
        scenario.cluster().devices(),
        scenario.pricePerDevice().map(HourlyPrice::dollarsPerHour).orElse(Double.NaN),
        scenario.workload().tokens());
  }

  /** What the formulas hang on. */
  PlanCosts costs() {
    return costs;
  }
}
