package io.millrace.simulator.lowering.training;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.quantity.Power;
import io.millrace.simulator.cost.CostModel;

/**
 * What devices draw, by the work that they do: {@link CostModel#draw} of their design power.
 *
 * @param watts of a device by design; not a number where that is not published
 * @param devices how many there are
 */
record DevicePower(double watts, int devices) {

  static DevicePower of(Cluster cluster) {
    double watts = cluster.device().thermalDesignPower().map(Power::watts).orElse(Double.NaN);
    return new DevicePower(watts, cluster.devices());
  }

  /** Whether it is known. */
  boolean isKnown() {
    return !Double.isNaN(watts);
  }

  /**
   * What all devices draw on average, in watts.
   *
   * @param share of the design power that a device draws
   */
  double meanWatts(double share) {
    return watts * share * devices;
  }
}
