package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.training.closedform.PassOrders;
import java.util.List;
import java.util.Optional;

/**
 * What has been prepared to cost plans of a scenario, for all threads that do: it only depends on
 * what it is asked for.
 */
final class Prepared {
  private final ClockGrid clocks;
  private final LeastTimes least;
  private final CostLibrary.Shelf shelf;

  /**
   * Prepares nothing yet.
   *
   * @param shelf what other scenarios in the same surroundings have prepared
   */
  Prepared(Scenario scenario, CostModel costs, CostLibrary.Shelf shelf) {
    this.clocks = new ClockGrid(costs);
    this.least = new LeastTimes(scenario, clocks);
    this.shelf = shelf;
  }

  ClockGrid clocks() {
    return clocks;
  }

  LeastTimes least() {
    return least;
  }

  PassOrders orders() {
    return shelf.orders();
  }

  Shapes shapes() {
    return shelf.shapes();
  }

  /** What chunks take and keep under a plan. */
  ChunkCosts chunks(TrainingContext context) {
    SharedKey key = SharedKey.of(PassKey.of(context), context);
    ChunkCosts known = shelf.chunks().get(key);
    if (known == null) {
      known = new ChunkCosts(atClocks(context), simulated(context), alone(context));
      shelf.chunks().put(key, known);
    }
    return known;
  }

  /**
   * The same way with nothing beside its kernels, which takes no longer: what runs beside kernels
   * only takes from them. Of two ways that both have something there neither is the shorter, since
   * it decides what meets what. Gradients that are scattered are not added to others, hence one
   * micro-batch.
   */
  private Optional<ChunkCosts> alone(TrainingContext context) {
    TrainingPlan plan = context.plan();
    if (!plan.activationOffload() && !context.exchangesBesidePasses()) {
      return Optional.empty();
    }
    LayerStrategy kept = plan.layers().withoutOffload();
    TrainingContext alone = context.with(plan.with(kept).with(ReplicaStrategy.COPIES));
    return Optional.of(chunks(context.scattersEachPass() ? alone.withOneMicroBatch() : alone));
  }

  private List<TrainingContext> atClocks(TrainingContext context) {
    return clocks.costs().stream().map(context::with).toList();
  }

  private SimulatedPasses simulated(TrainingContext context) {
    PassKey alone = PassKey.of(context).alone();
    SharedKey key = SharedKey.of(alone, context);
    SimulatedPasses known = shelf.simulated().get(key);
    if (known == null) {
      boolean block = context.plan().recomputeSpan().method() == RecomputeSpan.Method.BLOCK;
      SimulatedPasses made =
          block
              ? new SimulatedPasses(
                  atClocks(context),
                  simulated(context.with(recomputing(context, Recompute.NONE))),
                  simulated(context.with(recomputing(context, Recompute.FULL))))
              : new SimulatedPasses(atClocks(context), ends(context, alone));
      SimulatedPasses other = shelf.simulated().putIfAbsent(key, made);
      known = other == null ? made : other;
    }
    return known;
  }

  /** Where embedding and output layer are simulated once for ways that differ in layers alone. */
  private Optional<SimulatedPasses> ends(TrainingContext context, PassKey key) {
    PassKey plain = key.ends();
    return plain.equals(key) || key.replicas().isPresent()
        ? Optional.empty()
        : Optional.of(simulated(context.with(context.plan().with(plain.layers()))));
  }

  private static TrainingPlan recomputing(TrainingContext context, Recompute recompute) {
    return context.plan().with(context.plan().layers().with(recompute, RecomputeSpan.EACH_LAYER));
  }
}
