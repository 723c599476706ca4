package io.millrace.simulator;

import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.cost.KernelCost;
import io.millrace.simulator.cost.Load;
import io.millrace.simulator.cost.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers what one simulation asked a cost model for, so that another model can be held against
 * the answers: one that answers alike leads to the same time, without simulating again. For one
 * thread at a time.
 */
final class AskedCosts implements CostModel {
  private final CostModel costs;
  private final Map<Operation, KernelCost> operations = new HashMap<>();
  private final Map<Exchange, CollectiveCost> exchanges = new HashMap<>();

  /** What was asked about the device under loads. */
  private final Map<Load, AskedCosts> loaded = new HashMap<>();

  private record Exchange(Collective collective, GroupPlacement group) {}

  AskedCosts(CostModel costs) {
    this.costs = costs;
  }

  /** Whether another model has the same answers to everything that was asked. */
  boolean areThoseOf(CostModel other) {
    return answersAreThoseOf(other)
        && loaded.entrySet().stream()
            .allMatch(it -> it.getValue().answersAreThoseOf(other.under(it.getKey())));
  }

  private boolean answersAreThoseOf(CostModel other) {
    return operations.entrySet().stream()
            .allMatch(it -> other.cost(it.getKey()).equals(it.getValue()))
        && exchanges.entrySet().stream()
            .allMatch(
                it ->
                    other
                        .cost(it.getKey().collective(), it.getKey().group())
                        .equals(it.getValue()));
  }

  @Override
  public KernelCost cost(Operation operation) {
    return operations.computeIfAbsent(operation, costs::cost);
  }

  @Override
  public CollectiveCost cost(Collective collective, GroupPlacement group) {
    return exchanges.computeIfAbsent(
        new Exchange(collective, group), it -> costs.cost(it.collective(), it.group()));
  }

  /** A model that costs the same under the load remembers that it was asked for it, too. */
  @Override
  public CostModel under(Load load) {
    return loaded.computeIfAbsent(
        load,
        it -> {
          CostModel other = costs.under(it);
          return other == costs ? this : new AskedCosts(other);
        });
  }

  @Override
  public double draw(double matrix, double attention, double memory) {
    return costs.draw(matrix, attention, memory);
  }

  @Override
  public List<String> sources() {
    return costs.sources();
  }
}
