package io.millrace.simulator;

import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.cost.KernelCost;
import io.millrace.simulator.cost.Operation;
import java.util.List;

/** The costs of another model on devices that stay at their full clock under every load. */
public record CoolCosts(CostModel costs) implements CostModel {

  /** The calibrated simulator on such devices. */
  public static Simulator simulator() {
    return Simulator.with(
        (cluster, assumptions) ->
            new CoolCosts(CalibratedCostModel.of(Calibration.bundled(), cluster, assumptions)));
  }

  @Override
  public KernelCost cost(Operation operation) {
    return costs.cost(operation);
  }

  @Override
  public CollectiveCost cost(Collective collective, GroupPlacement group) {
    return costs.cost(collective, group);
  }

  @Override
  public List<String> sources() {
    return costs.sources();
  }
}
