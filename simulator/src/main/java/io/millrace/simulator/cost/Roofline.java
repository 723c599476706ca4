package io.millrace.simulator.cost;

import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.NumberFormat;

/**
 * The most that a device can do by its published peaks.
 *
 * @param format that the engines multiply
 * @param flopsPerSecond their peak in that format, or in the next wider one that the device has
 * @param bytesPerSecond peak of the main memory
 */
public record Roofline(NumberFormat format, double flopsPerSecond, double bytesPerSecond) {

  /**
   * The roof of a format.
   *
   * @throws io.millrace.model.input.InvalidInputException if a peak is not published
   */
  public static Roofline of(Device device, NumberFormat format) {
    DeviceRates rates = new DeviceRates(device);
    return new Roofline(format, rates.peak(format), rates.bandwidth());
  }

  /** Operations per byte from which on the engines bound, not the memory. */
  public double ridge() {
    return flopsPerSecond / bytesPerSecond;
  }

  /** The most operations per second at some operations per byte. */
  public double at(double intensity) {
    return Math.min(flopsPerSecond, intensity * bytesPerSecond);
  }
}
