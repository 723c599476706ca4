package io.millrace.planner.search;

import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.space.Choice;
import io.millrace.planner.space.PlanSpace;
import io.millrace.planner.space.Rule;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.PlanCosts;
import java.util.List;
import java.util.function.Predicate;

/** A question whose space is small enough to look at every plan. */
record Instance(Setting setting) {

  /** Few micro-batches and chunks, few ways to share: what is left is a few hundred plans. */
  private static final List<Rule> FEW =
      List.of(
          few(
              Choice.LAYERS,
              plan ->
                  plan.microBatch() <= 2
                      && !plan.asyncTensorParallel()
                      && plan.sequenceParallel() == plan.strategy().tensor() > 1
                      && plan.offloadLayers().isEmpty()),
          few(Choice.PIPELINING, plan -> plan.virtualStages() <= 2 && plan.stageLayers().isEmpty()),
          few(
              Choice.REPLICAS,
              plan ->
                  plan.shardingGroup().isEmpty()
                      && plan.sharding() != Sharding.ZERO2
                      && plan.replicas().gradientOverlap() == Overlap.USUAL));

  private static Rule few(Choice choice, Predicate<TrainingPlan> holds) {
    return Rule.of(choice, "few " + choice, "a small test", "none", (_, plan) -> holds.test(plan));
  }

  static Instance of(Scenario scenario, Objective objective) {
    Goal goal =
        new Goal(
            objective,
            scenario.cluster().devices(),
            scenario.pricePerDevice().orElseThrow().dollarsPerHour(),
            scenario.workload().tokens());
    return new Instance(new Setting(0, scenario, new PlanSpace(scenario, FEW), goal));
  }

  SearchResult search(int top, int threads, long budget) {
    return new BranchAndBound(List.of(setting), top, budget, false, new StopSign(), _ -> {})
        .run(threads, Instance::costs);
  }

  SearchResult search(int top) {
    return search(top, 2, Long.MAX_VALUE);
  }

  static PlanCosts costs(Setting setting) {
    return PlanCosts.with(setting.scenario(), Calibration.bundled());
  }
}
