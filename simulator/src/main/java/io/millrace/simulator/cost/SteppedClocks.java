package io.millrace.simulator.cost;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers what another cost model said, also for devices under load: their clocks are rounded to
 * steps, so that plans with nearly the same load share what their kernels take. A kernel's time is
 * off by half a step at most.
 */
public final class SteppedClocks implements CostModel {
  /** Of a cool device's clock: a quarter of a percent. */
  private static final double STEP = 1 / 400.0;

  private final CostModel costs;
  private final CostModel cool;
  private final Map<Long, CostModel> loaded = new ConcurrentHashMap<>();

  /** Remembers what this model says. */
  public SteppedClocks(CostModel costs) {
    this.costs = costs;
    this.cool = new RememberedCosts(costs);
  }

  @Override
  public KernelCost cost(Operation operation) {
    return cool.cost(operation);
  }

  @Override
  public CollectiveCost cost(Collective collective, GroupPlacement group) {
    return cool.cost(collective, group);
  }

  @Override
  public CostModel under(Load load) {
    return at(costs.clock(load.matrix(), load.attention(), load.memory()));
  }

  @Override
  public double clock(double matrix, double attention, double memory) {
    return costs.clock(matrix, attention, memory);
  }

  @Override
  public double draw(double matrix, double attention, double memory) {
    return costs.draw(matrix, attention, memory);
  }

  @Override
  public CostModel at(double clock) {
    long step = Math.max(1, Math.round(clock / STEP));
    return step * STEP >= 1
        ? this
        : loaded.computeIfAbsent(step, it -> new RememberedCosts(costs.at(it * STEP)));
  }

  @Override
  public List<String> sources() {
    return costs.sources();
  }
}
