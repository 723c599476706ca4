package io.millrace.simulator.cost;

import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;

/** The peaks of a device that costs start from. */
final class DeviceRates {
  /**
   * The last cache against the main memory, in bytes per second: 2.3 to 2.7 on A100 and H100
   * (microbenchmarks, PMC10448217, table 3).
   */
  private static final double CACHE_SPEED = 2.5;

  private final Device device;
  private final double bandwidth;

  DeviceRates(Device device) {
    this.device = device;
    this.bandwidth =
        device
            .mainMemory()
            .bandwidth()
            .orElseThrow(() -> missing("memory.bandwidth", "memory bandwidth"))
            .bytesPerSecond();
  }

  /** Peak bytes per second of the main memory. */
  double bandwidth() {
    return bandwidth;
  }

  /** Bytes per second of the last cache. */
  double cache() {
    return CACHE_SPEED * bandwidth;
  }

  /** Peak operations per second of a format, or of the next wider one that the device has. */
  double peak(NumberFormat format) {
    return device
        .peak(format)
        .or(() -> device.peak(NumberFormat.BF16))
        .or(() -> device.peak(NumberFormat.FP32))
        .orElseThrow(() -> missing("peak", "rate of matrix products"))
        .flopsPerSecond();
  }

  private InvalidInputException missing(String key, String what) {
    return new InvalidInputException(
        new Issue(
            "cluster.device." + key,
            device.id() + " has no published " + what,
            "describe the device in the scenario, with this figure"));
  }
}
