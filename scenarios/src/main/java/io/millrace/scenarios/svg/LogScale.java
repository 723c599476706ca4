package io.millrace.scenarios.svg;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis.
 *
 * @param low its lower end, positive
 * @param high its upper end
 * @param from where the lower end lies, in pixels
 * @param to where the upper end lies
 */
public record LogScale(double low, double high, double from, double to) {

  /** Checks the ends. */
  public LogScale {
    if (!(low > 0 && low < high && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("no logarithmic axis from " + low + " to " + high);
    }
  }

  /** Where a number lies; beyond the ends if it does. */
  public double position(double number) {
    return from + (to - from) * Math.log(number / low) / Math.log(high / low);
  }

  /** The powers of ten on the axis. */
  public List<Double> decades() {
    List<Double> decades = new ArrayList<>();
    for (int power = (int) Math.ceil(Math.log10(low) - 1e-9); ; power++) {
      double decade = Math.pow(10, power);
      if (decade > high * (1 + 1e-9)) {
        return decades;
      }
      decades.add(decade);
    }
  }

  /** The largest of 1, 2 and 5 times a power of ten that is at most a number. */
  public static double below(double number) {
    double decade = Math.pow(10, Math.floor(Math.log10(number)));
    double step = number / decade;
    return decade * (step >= 5 ? 5 : step >= 2 ? 2 : 1);
  }

  /** The smallest of 1, 2 and 5 times a power of ten that is at least a number. */
  public static double above(double number) {
    double decade = Math.pow(10, Math.floor(Math.log10(number)));
    double step = number / decade;
    return decade * (step <= 1 ? 1 : step <= 2 ? 2 : step <= 5 ? 5 : 10);
  }
}
