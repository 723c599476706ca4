package io.millrace.simulator.cost;

import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.quantity.Power;

/**
 * The clock that a device's power allows: it follows what the device does over some tenths of a
 * second, so products run slower between other products than alone.
 *
 * <p>A device under a load would draw a power that is the mean of what its kinds of work draw at
 * the full clock. Above the design power, or the cap that an operator set, it clocks lower, and
 * arithmetic takes {@code (demand / cap)^0.4} of the time. Memory does not slow down.
 *
 * <p>The figures are own measurements on one H100 SXM (700 W, PyTorch 2.11, CUDA 13.0): 128 W with
 * an open context, 548 W for element-wise passes, about 750 W for attention, 978 W for products,
 * each while it runs at the full clock; exponent and sums predict 8192^3 products at 100, 85, 70
 * and 50 % of the time, and between element-wise passes and attention, to 4 %. What products draw
 * differs by generation: it follows from the clock under nothing but products, {@code sustained}.
 */
final class PowerCap {
  private static final double EXPONENT = 0.4;
  private static final double IDLE = 0.18;
  private static final double MEMORY = 0.78;
  private static final double ATTENTION = 1.07;

  /** A device that never clocks lower, whose products draw its design power. */
  static final PowerCap NONE = new PowerCap(1, 1);

  /** What products draw at the full clock, against the design power. */
  private final double products;

  /** The device's power against that of its data sheet. */
  private final double cap;

  private PowerCap(double products, double cap) {
    this.products = products;
    this.cap = cap;
  }

  /** Of a device. */
  static PowerCap of(Device device, KernelParameters parameters) {
    return new PowerCap(Math.pow(parameters.sustained(), -1 / EXPONENT), cap(device));
  }

  /** Rate of arithmetic under a load against that of a cool device. */
  double clock(double matrix, double attention, double memory) {
    return Math.pow(Math.max(1, demand(matrix, attention, memory) / cap), -EXPONENT);
  }

  /**
   * Power under a load against what the device may draw. All of a kernel's time counts alike,
   * whatever share of the engines it uses: passes over memory use none and draw four times what an
   * idle device does. Waiting draws what an idle device does, and so do exchanges, of which no
   * power has been measured.
   */
  double draw(double matrix, double attention, double memory) {
    return Math.min(1, demand(matrix, attention, memory) / cap);
  }

  /** What a load would draw at the full clock, against the power of the data sheet. */
  private double demand(double matrix, double attention, double memory) {
    return IDLE
        + matrix * (products - IDLE)
        + attention * (ATTENTION - IDLE)
        + memory * (MEMORY - IDLE);
  }

  private static double cap(Device device) {
    double usual =
        HardwareCatalogue.bundled()
            .device(device.id())
            .flatMap(Device::thermalDesignPower)
            .map(Power::watts)
            .orElse(0.0);
    double actual = device.thermalDesignPower().map(Power::watts).orElse(usual);
    return usual == 0 || actual >= usual ? 1 : Math.max(0.05, actual / usual);
  }
}
