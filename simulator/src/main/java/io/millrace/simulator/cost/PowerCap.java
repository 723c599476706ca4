package io.millrace.simulator.cost;

import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.quantity.Power;

/**
 * The clock of a device whose power is capped below its data sheet's, as clouds and operators do.
 * Dynamic power is capacitance x voltage squared x frequency and voltage follows frequency, so the
 * clock falls with the cube root of the power that is left above idle (recalled textbook relation).
 */
final class PowerCap {
  private static final double IDLE_SHARE = 0.15;

  private PowerCap() {}

  /** Share of the usual clock, 1 where nothing is capped. */
  static double clock(Device device) {
    double usual =
        HardwareCatalogue.bundled()
            .device(device.id())
            .flatMap(Device::thermalDesignPower)
            .map(Power::watts)
            .orElse(0.0);
    double actual = device.thermalDesignPower().map(Power::watts).orElse(usual);
    if (usual == 0 || actual >= usual) {
      return 1;
    }
    double left = Math.max(0.05, (actual / usual - IDLE_SHARE) / (1 - IDLE_SHARE));
    return Math.cbrt(left);
  }
}
