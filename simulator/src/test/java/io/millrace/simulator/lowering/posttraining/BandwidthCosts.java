package io.millrace.simulator.lowering.posttraining;

import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.cost.KernelCost;
import io.millrace.simulator.cost.Operation;
import java.util.List;

/**
 * A device that does nothing but read weights and keys and values: what single requests take on a
 * device whose arithmetic, launches and links cost nothing.
 *
 * @param bytesPerSecond of its memory
 */
record BandwidthCosts(double bytesPerSecond) implements CostModel {
  private static final int ELEMENT = 2;

  @Override
  public KernelCost cost(Operation operation) {
    double bytes =
        switch (operation) {
          case Operation.MatrixProduct it -> it.products() * it.n() * it.k() * it.format().bytes();
          case Operation.Attention it ->
              ELEMENT * it.batch() * it.keys() * it.kvHeads() * (it.keyDim() + it.valueDim());
          default -> 0;
        };
    return new KernelCost(0, 0, bytes / bytesPerSecond, 1);
  }

  @Override
  public CollectiveCost cost(Collective collective, GroupPlacement group) {
    return CollectiveCost.NONE;
  }

  @Override
  public List<String> sources() {
    return List.of("bandwidth alone");
  }
}
