package io.millrace.simulator.cost;

/**
 * What an operation asks of a device when nothing else runs.
 *
 * @param latencySeconds time per operation that no engine is busy: start, drain
 * @param engineSeconds time the arithmetic engines need
 * @param memorySeconds time the main memory needs
 * @param launches kernels the host has to issue
 */
public record KernelCost(
    double latencySeconds, double engineSeconds, double memorySeconds, int launches) {

  /** Work at full rate: the longer of the two, which overlap inside a kernel. */
  public double workSeconds() {
    return Math.max(engineSeconds, memorySeconds);
  }

  /** Time from start to end when nothing else runs. */
  public double seconds() {
    return latencySeconds + workSeconds();
  }

  /** The cost of doing both, one after the other. */
  public KernelCost plus(KernelCost other) {
    return new KernelCost(
        latencySeconds + other.latencySeconds,
        engineSeconds + other.engineSeconds,
        memorySeconds + other.memorySeconds,
        launches + other.launches);
  }
}
