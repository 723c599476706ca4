package io.millrace.simulator.cost;

import java.util.List;

/**
 * Costs of a device that computes at a share of the rate that it is known to reach: one number for
 * a device about which nothing else is known, such as one that a publication does not name.
 *
 * @param costs of the device as known
 * @param efficiency rate of arithmetic against that; above one where it is faster
 */
public record EfficientCosts(CostModel costs, double efficiency) implements CostModel {

  /** Checks the share. */
  public EfficientCosts {
    if (!(efficiency > 0 && efficiency < 100)) {
      throw new IllegalArgumentException("efficiency must be positive: " + efficiency);
    }
  }

  @Override
  public KernelCost cost(Operation operation) {
    KernelCost known = costs.cost(operation);
    return new KernelCost(
        known.latencySeconds(),
        known.engineSeconds() / efficiency,
        known.memorySeconds(),
        known.launches());
  }

  @Override
  public CollectiveCost cost(Collective collective, GroupPlacement group) {
    return costs.cost(collective, group);
  }

  @Override
  public CostModel under(Load load) {
    return new EfficientCosts(costs.under(load), efficiency);
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
    return new EfficientCosts(costs.at(clock), efficiency);
  }

  @Override
  public List<String> sources() {
    return costs.sources();
  }
}
