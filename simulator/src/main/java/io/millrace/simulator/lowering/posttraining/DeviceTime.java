package io.millrace.simulator.lowering.posttraining;

/**
 * What some work takes on one device.
 *
 * @param seconds of kernels and of exchanges that hold them up
 * @param hostSeconds in which the host issues them, beside the device
 */
record DeviceTime(double seconds, double hostSeconds) {
  static final DeviceTime NONE = new DeviceTime(0, 0);

  DeviceTime plus(DeviceTime other) {
    return new DeviceTime(seconds + other.seconds, hostSeconds + other.hostSeconds);
  }

  DeviceTime times(double count) {
    return new DeviceTime(seconds * count, hostSeconds * count);
  }

  /** Until it is done where the host runs ahead of the device as far as it can. */
  double elapsed() {
    return Math.max(seconds, hostSeconds);
  }
}
