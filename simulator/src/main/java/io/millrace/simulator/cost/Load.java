package io.millrace.simulator.cost;

/**
 * What a device is busy with, as shares of the time; the rest it waits.
 *
 * @param matrix multiplying matrices
 * @param attention computing attention
 * @param memory passing over its memory
 */
public record Load(double matrix, double attention, double memory) {
  /** A device that is otherwise idle and cool, as kernels are timed. */
  public static final Load NONE = new Load(0, 0, 0);

  /** A device that multiplies matrices all the time. */
  public static final Load PRODUCTS = new Load(1, 0, 0);

  /** Checks the shares. */
  public Load {
    if (!(matrix >= 0
        && attention >= 0
        && memory >= 0
        && matrix + attention + memory <= 1.000001)) {
      throw new IllegalArgumentException(
          "no shares of the time: %s, %s, %s".formatted(matrix, attention, memory));
    }
  }
}
