package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.lowering.training.Estimate;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import io.millrace.simulator.lowering.training.PlanLayout;
import io.millrace.simulator.lowering.training.ReplicaCosts;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Costs of plans put together from parts; the plans are drawn from a seed. */
class PlanCostsProperties {

  /** They differ by passes at a clock between a few, and by passes of many layers from a few. */
  @Property(tries = 60)
  void partsCostWhatTheWholePlanIsEstimatedAt(@ForAll long seed) {
    Scenario scenario = SamplePlans.draw(seed).scenario();
    TrainingPlan plan = scenario.plan().orElseThrow();
    Estimate estimate = Estimator.calibrated(scenario).estimate(plan);

    assertThat(figures(PlanCosts.calibrated(scenario), plan).seconds())
        .isCloseTo(estimate.seconds(), withPercentage(4));
  }

  /** Parts that are kept for other plans are those of plans that share them. */
  @Property(tries = 60)
  void plansThatDifferByOneChoiceDoNotShareWhatItDecides(@ForAll long seed) {
    Sample sample = SamplePlans.draw(seed);
    PlanCosts costs = PlanCosts.calibrated(sample.scenario());
    for (String[] choice :
        new String[][] {
          {"plan.rankOrder", "data-before-pipeline"},
          {"plan.rankOrder", "pipeline-before-data"},
          {"plan.gradientOverlap", "off"},
          {"plan.weightOverlap", "off"},
          {"plan.weightOverlap", "on"}
        }) {
      Scenario scenario = sample.with(choice[0], choice[1]).scenario();
      TrainingPlan plan = scenario.plan().orElseThrow();
      PlanFigures fresh = figures(PlanCosts.calibrated(scenario), plan);
      PlanFigures kept = figures(costs, plan);

      assertThat(kept.seconds()).as(choice[0]).isEqualTo(fresh.seconds());
      assertThat(kept.fullestBytes()).as(choice[0]).isEqualTo(fresh.fullestBytes());
    }
  }

  private static PlanFigures figures(PlanCosts costs, TrainingPlan plan) {
    PlanLayout layout = costs.layout(plan.strategy(), plan.pipelining());
    PassCosts passes = costs.passes(layout, plan.layers(), plan.replicas());
    ReplicaCosts replicas = costs.replicas(layout, plan.replicas(), passes.microBatches());
    PlanFigures figures = new PlanFigures();
    costs.evaluate(layout, passes, replicas, figures);
    return figures;
  }
}
