package io.millrace.simulator;

import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.cost.KernelCost;
import io.millrace.simulator.cost.Operation;
import java.util.List;

/**
 * Exchanges that take time and hold nothing of the device, so that computation beside them is as
 * fast as without.
 *
 * @param secondsPerByte of sums, gathers and scatters
 */
record FreeExchanges(double secondsPerByte) implements CostModel {

  /** A simulator with these costs, and kernels of {@link ConstantCosts}. */
  static Simulator simulator(double secondsPerByte) {
    return Simulator.with((cluster, assumptions) -> new FreeExchanges(secondsPerByte));
  }

  @Override
  public KernelCost cost(Operation operation) {
    return new ConstantCosts(0).cost(operation);
  }

  @Override
  public CollectiveCost cost(Collective collective, GroupPlacement group) {
    return collective.kind() == Collective.Kind.POINT_TO_POINT || group.isAlone()
        ? CollectiveCost.NONE
        : new CollectiveCost(0, secondsPerByte * collective.bytes(), List.of(), 0, 0);
  }

  @Override
  public List<String> sources() {
    return List.of("constants");
  }
}
