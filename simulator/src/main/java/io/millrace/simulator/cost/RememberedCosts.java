package io.millrace.simulator.cost;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers what another cost model said, for a search that asks for the same kernels and
 * collectives again and again. Threads may share it.
 */
public final class RememberedCosts implements CostModel {
  private final CostModel costs;
  private final Map<Operation, KernelCost> operations = new ConcurrentHashMap<>();
  private final Map<Exchange, CollectiveCost> exchanges = new ConcurrentHashMap<>();

  private record Exchange(Collective collective, GroupPlacement group) {}

  /** Remembers what this model says. */
  public RememberedCosts(CostModel costs) {
    this.costs = costs;
  }

  @Override
  public KernelCost cost(Operation operation) {
    KernelCost known = operations.get(operation);
    if (known == null) {
      known = costs.cost(operation);
      operations.put(operation, known);
    }
    return known;
  }

  @Override
  public CollectiveCost cost(Collective collective, GroupPlacement group) {
    Exchange exchange = new Exchange(collective, group);
    CollectiveCost known = exchanges.get(exchange);
    if (known == null) {
      known = costs.cost(collective, group);
      exchanges.put(exchange, known);
    }
    return known;
  }

  @Override
  public double clock(double matrix, double attention, double memory) {
    return costs.clock(matrix, attention, memory);
  }

  @Override
  public double draw(double matrix, double attention, double memory) {
    return costs.draw(matrix, attention, memory);
  }

  /** At another clock kernels take other times, which are not remembered. */
  @Override
  public CostModel at(double clock) {
    return clock == 1 ? this : costs.at(clock);
  }

  @Override
  public CostModel under(Load load) {
    CostModel loaded = costs.under(load);
    return loaded == costs ? this : loaded;
  }

  @Override
  public List<String> sources() {
    return costs.sources();
  }
}
