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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What has been prepared to cost plans of a scenario, for all threads that do: it only depends on
 * what it is asked for.
 */
final class Prepared {
  private final PassOrders orders = new PassOrders();
  private final ClockGrid clocks;
  private final LeastTimes least;
  private final Shapes shapes;
  private final Map<PassKey, SimulatedPasses> simulated = new ConcurrentHashMap<>();
  private final Map<PassKey, ChunkCosts> chunks = new ConcurrentHashMap<>();

  Prepared(Scenario scenario, CostModel costs) {
    this.clocks = new ClockGrid(costs);
    this.least = new LeastTimes(scenario, clocks);
    this.shapes = new Shapes(scenario.model(), scenario.workload());
  }

  ClockGrid clocks() {
    return clocks;
  }

  LeastTimes least() {
    return least;
  }

  PassOrders orders() {
    return orders;
  }

  Shapes shapes() {
    return shapes;
  }

  /** What chunks take and keep under a plan. */
  ChunkCosts chunks(TrainingContext context) {
    PassKey key = PassKey.of(context);
    ChunkCosts known = chunks.get(key);
    if (known == null) {
      known = new ChunkCosts(atClocks(context), simulated(context), alone(context));
      chunks.put(key, known);
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
    PassKey key = PassKey.of(context).alone();
    SimulatedPasses known = simulated.get(key);
    if (known == null) {
      boolean block = context.plan().recomputeSpan().method() == RecomputeSpan.Method.BLOCK;
      SimulatedPasses made =
          block
              ? new SimulatedPasses(
                  atClocks(context),
                  simulated(context.with(recomputing(context, Recompute.NONE))),
                  simulated(context.with(recomputing(context, Recompute.FULL))))
              : new SimulatedPasses(atClocks(context), ends(context, key));
      SimulatedPasses other = simulated.putIfAbsent(key, made);
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
