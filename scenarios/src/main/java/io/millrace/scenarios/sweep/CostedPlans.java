package io.millrace.scenarios.sweep;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.scenario.PlanRules;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.Training;
import io.millrace.simulator.lowering.training.CostLibrary;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import io.millrace.simulator.lowering.training.ReplicaCosts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
  private final Map<Long, Outcome> known = new HashMap<>();

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
            && scenario.framework().equals(other.framework())
            && PlanRules.assumesHeads(scenario.assumptions())
                == PlanRules.assumesHeads(other.assumptions());
    if (kin && scenario.workload().equals(other.workload())) {
      return this;
    }
    Training itsWorkload = other.workload().withGlobalBatch(scenario.workload().globalBatch());
    return kin && scenario.workload().equals(itsWorkload)
        ? new CostedPlans(other, library, template, parts)
        : new CostedPlans(other, itsLibrary, template);
  }

  /**
   * What is said of a point's plan.
   *
   * @param plan its number
   * @throws io.millrace.model.input.InvalidInputException if it is impossible
   */
  Outcome of(Point point, long plan) {
    Outcome outcome = known.get(plan);
    if (outcome == null) {
      outcome = cost(template.plan(scenario, point).orThrow());
      if (known.size() < MOST) {
        known.put(plan, outcome);
      }
    }
    return outcome;
  }

  private Outcome cost(TrainingPlan plan) {
    int microBatches = plan.microBatches(scenario.workload().globalBatch());
    PlanParts.OfLayout of = parts.of(costs, plan);
    PassCosts passes = of.passes(costs, plan, microBatches);
    ReplicaCosts replicas = of.replicas(costs, plan, microBatches);
    costs.evaluate(of.layout(), passes, replicas, figures);
    double capacity = costs.capacityBytes();
    return new Outcome(
        plan.label(),
        figures.seconds(),
        figures.joules(),
        figures.fullestBytes(),
        capacity,
        figures.fits() ? Optional.empty() : Optional.of(misfit(figures, capacity)));
  }

  private static String misfit(PlanFigures figures, double capacity) {
    return figures.headroomBytes() < 0
        ? "needs %s of %s".formatted(Bytes.of(figures.fullestBytes()), Bytes.of(capacity))
        : "offloads more than the memory of its host holds";
  }
}
