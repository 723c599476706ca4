package io.millrace.simulator.report;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.Demand;

/**
 * A kernel that a device runs again and again in an iteration.
 *
 * @param name what it is called in a trace
 * @param part what its time is for
 * @param count how often it runs in an iteration
 * @param demand what one run computes and moves
 * @param seconds of one run when nothing runs beside it, without its launch
 */
public record KernelUse(String name, TimePart part, long count, Demand demand, double seconds) {

  /** Seconds of all runs in an iteration. */
  public double allSeconds() {
    return count * seconds;
  }

  /** Floating-point operations per second. */
  public double flopsPerSecond() {
    return seconds == 0 ? 0 : demand.flops() / seconds;
  }

  /** Bytes of main memory per second. */
  public double bytesPerSecond() {
    return seconds == 0 ? 0 : demand.bytes() / seconds;
  }
}
