package io.millrace.simulator.lowering.training;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.quantity.Power;

/**
 * What devices draw: a share of the design power while their engines idle, all of it while all of
 * them are busy.
 *
 * @param watts of a device by design; not a number where that is not published
 * @param devices how many there are
 */
record DevicePower(double watts, int devices) {
  /**
   * Share of the design power that a device draws while its engines idle (recalled, unverified).
   */
  private static final double IDLE = 0.2;

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
   * @param engineUse mean share of the time in which engines are busy
   */
  double meanWatts(double engineUse) {
    return watts * (IDLE + (1 - IDLE) * Math.min(1, engineUse)) * devices;
  }

  /**
   * What all devices draw in some time, in joules.
   *
   * @param engineSeconds in which engines are busy, on average over the devices
   */
  double joules(double seconds, double engineSeconds) {
    return watts * (IDLE * seconds + (1 - IDLE) * Math.min(seconds, engineSeconds)) * devices;
  }
}
