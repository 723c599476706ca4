package io.millrace.simulator.cost;

/**
 * How arithmetic and memory overlap inside a kernel: the longer hides most of the shorter, not all
 * of it, because the first tiles wait for memory and the last ones only write.
 */
final class Overlap {
  private static final double NORM = 4;

  private Overlap() {}

  /**
   * What neither hides: the fourth norm of both, less the longer. At most 19 % of it, where both
   * take as long.
   */
  static double exposed(double engineSeconds, double memorySeconds) {
    double longer = Math.max(engineSeconds, memorySeconds);
    if (longer == 0) {
      return 0;
    }
    double share = Math.min(engineSeconds, memorySeconds) / longer;
    return longer * (Math.pow(1 + Math.pow(share, NORM), 1 / NORM) - 1);
  }
}
