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
  private final Map<LayoutKey, OfLayout> layouts = new HashMap<>();

  private record LayoutKey(ParallelStrategy strategy, Pipelining pipelining) {}

  private record PassesKey(
      LayerStrategy layers, Optional<ReplicaStrategy> replicas, boolean several) {}

  private record ReplicasKey(ReplicaStrategy replicas, boolean several) {}

  /** Those of the plans that have the layout of one. */
  OfLayout of(PlanCosts costs, TrainingPlan plan) {
    return layouts.computeIfAbsent(
        new LayoutKey(plan.strategy(), plan.pipelining()),
        it -> new OfLayout(costs.layout(it.strategy(), it.pipelining())));
  }

  /** The parts of plans that have a layout in common. */
  static final class OfLayout {
    private final PlanLayout layout;
    private final Map<PassesKey, PassCosts> passes = new HashMap<>();
    private final Map<ReplicasKey, ReplicaCosts> replicas = new HashMap<>();

    private OfLayout(PlanLayout layout) {
      this.layout = layout;
    }

    PlanLayout layout() {
      return layout;
    }

    PassCosts passes(PlanCosts costs, TrainingPlan plan, int microBatches) {
      // With a pipeline passes do not depend on what replicas do.
      boolean alone = plan.strategy().pipeline() > 1;
      return passes
          .computeIfAbsent(
              new PassesKey(
                  plan.layers(),
                  alone ? Optional.empty() : Optional.of(plan.replicas()),
                  microBatches > 1),
              it -> costs.passes(layout, it.layers(), plan.replicas()))
          .withMicroBatches(microBatches);
    }

    ReplicaCosts replicas(PlanCosts costs, TrainingPlan plan, int microBatches) {
      return replicas.computeIfAbsent(
          new ReplicasKey(plan.replicas(), microBatches > 1),
          it -> costs.replicas(layout, it.replicas(), microBatches));
    }
  }
}
