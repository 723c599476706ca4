package io.millrace.scenarios.sweep;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.lowering.training.PlanLayout;
import io.millrace.simulator.lowering.training.ReplicaCosts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What plans consist of, prepared once for all plans that have it in common, in scenarios that
 * differ in their batch alone: of how many micro-batches there are, parts depend only on whether
 * there are several. Serves one thread.
 */
final class PlanParts {
  private final Map<LayoutKey, PlanLayout> layouts = new HashMap<>();
  private final Map<PassesKey, PassCosts> passes = new HashMap<>();
  private final Map<ReplicasKey, ReplicaCosts> replicas = new HashMap<>();

  private record LayoutKey(ParallelStrategy strategy, Pipelining pipelining) {
    static LayoutKey of(TrainingPlan plan) {
      return new LayoutKey(plan.strategy(), plan.pipelining());
    }
  }

  private record PassesKey(
      LayoutKey layout,
      LayerStrategy layers,
      Optional<ReplicaStrategy> replicas,
      boolean several) {}

  private record ReplicasKey(LayoutKey layout, ReplicaStrategy replicas, boolean several) {}

  PlanLayout layout(PlanCosts costs, TrainingPlan plan) {
    return layouts.computeIfAbsent(
        LayoutKey.of(plan), it -> costs.layout(it.strategy(), it.pipelining()));
  }

  PassCosts passes(PlanCosts costs, PlanLayout layout, TrainingPlan plan, int microBatches) {
    // With a pipeline passes do not depend on what replicas do.
    boolean alone = plan.strategy().pipeline() > 1;
    return passes
        .computeIfAbsent(
            new PassesKey(
                LayoutKey.of(plan),
                plan.layers(),
                alone ? Optional.empty() : Optional.of(plan.replicas()),
                microBatches > 1),
            it -> costs.passes(layout, it.layers(), plan.replicas()))
        .withMicroBatches(microBatches);
  }

  ReplicaCosts replicas(PlanCosts costs, PlanLayout layout, TrainingPlan plan, int microBatches) {
    return replicas.computeIfAbsent(
        new ReplicasKey(LayoutKey.of(plan), plan.replicas(), microBatches > 1),
        it -> costs.replicas(layout, it.replicas(), microBatches));
  }
}
