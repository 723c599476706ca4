package io.millrace.scenarios.sweep;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.Training;
import io.millrace.simulator.lowering.training.CostLibrary;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import io.millrace.simulator.lowering.training.PlanLayout;
import io.millrace.simulator.lowering.training.ReplicaCosts;
import java.util.HashMap;
import java.util.Map;

/**
 * What formulas say of the plans of a scenario. A plan that is asked for again, in a neighbour that
 * differs in its price alone, is known; one that differs in its batch has the same parts. Serves
 * one thread.
 */
final class CostedPlans {
  /** Plans to remember of a scenario. */
  private static final int MOST = 20_000;

  private final Scenario scenario;
  private final CostLibrary library;
  private final ScenarioTemplate template;
  private final PlanCosts costs;
  private final PlanParts parts;
  private final PlanFigures figures = new PlanFigures();
  private final Map<Long, Costed> known = new HashMap<>();

  /** What is said of a plan. */
  record Costed(String plan, double seconds, double joules, double bytes, boolean fits) {}

  private CostedPlans(
      Scenario scenario, CostLibrary library, ScenarioTemplate template, PlanParts parts) {
    this.scenario = scenario;
    this.library = library;
    this.template = template;
    this.costs = library.of(scenario);
    this.parts = parts;
  }

  CostedPlans(Scenario scenario, CostLibrary library, ScenarioTemplate template) {
    this(scenario, library, template, new PlanParts());
  }

  /** The same of another scenario, which shares what it can. */
  CostedPlans of(Scenario other, CostLibrary itsLibrary) {
    boolean kin =
        library == itsLibrary
            && scenario.cluster().equals(other.cluster())
            && scenario.model().equals(other.model())
            && scenario.framework().equals(other.framework());
    if (kin && scenario.workload().equals(other.workload())) {
      return this;
    }
    Training itsWorkload = other.workload().withGlobalBatch(scenario.workload().globalBatch());
    return kin && scenario.workload().equals(itsWorkload)
        ? new CostedPlans(other, library, template, parts)
        : new CostedPlans(other, itsLibrary, template);
  }

  /** The memory that a device has. */
  double capacityBytes() {
    return costs.capacityBytes();
  }

  /**
   * What is said of a point's plan.
   *
   * @param plan its number
   * @throws io.millrace.model.input.InvalidInputException if it is impossible
   */
  Costed of(Point point, long plan) {
    Costed costed = known.get(plan);
    if (costed == null) {
      costed = cost(template.plan(scenario, point).orThrow());
      if (known.size() < MOST) {
        known.put(plan, costed);
      }
    }
    return costed;
  }

  private Costed cost(TrainingPlan plan) {
    int microBatches = plan.microBatches(scenario.workload().globalBatch());
    PlanLayout layout = parts.layout(costs, plan);
    PassCosts passes = parts.passes(costs, layout, plan, microBatches);
    ReplicaCosts replicas = parts.replicas(costs, layout, plan, microBatches);
    costs.evaluate(layout, passes, replicas, figures);
    return new Costed(
        plan.label(), figures.seconds(), figures.joules(), figures.fullestBytes(), figures.fits());
  }
}
