package io.millrace.simulator.cost;

import io.millrace.model.hardware.Device;

/**
 * What operations cost on one kind of device: rooflines with the shares of the peaks that kernels
 * of its generation were measured to reach.
 */
final class KernelCosts {
  private final DeviceRates device;
  private final KernelParameters parameters;
  private final MatrixCosts matrix;
  private final AttentionCosts attention;
  private final ExpertCosts experts;

  /**
   * Costs at a clock.
   *
   * @param clock rate of arithmetic against that of a cool device
   */
  KernelCosts(Device device, KernelParameters parameters, double clock) {
    this.device = new DeviceRates(device);
    this.parameters = parameters;
    this.matrix = new MatrixCosts(this.device, parameters, clock);
    this.attention = new AttentionCosts(this.device, parameters, clock);
    this.experts = new ExpertCosts(this.device, parameters, clock);
  }

  /** Bytes per second that long passes through the main memory reach. */
  double memoryRate() {
    return parameters.memory() * device.bandwidth();
  }

  KernelCost cost(Operation operation) {
    return switch (operation) {
      case Operation.MatrixProduct product -> matrix.cost(product);
      case Operation.GroupedProduct product -> matrix.cost(product);
      case Operation.Attention asked -> attention.cost(asked);
      case Operation.ExpertLayer layer -> experts.cost(layer);
      case Operation.MemoryPass pass -> pass(pass.bytes(), pass.kernels(), 0);
      case Operation.ScorePass pass -> pass(pass.bytes() / parameters.scores(), pass.kernels(), 0);
      case Operation.Quantization conversion ->
          pass(
              conversion.bytes() / (conversion.transposed() ? parameters.conversion() : 1),
              conversion.scaling().passes(),
              conversion.scaling() == Scaling.TOKEN ? conversion.rows() : 0);
      case Operation.CacheWrite write -> cacheWrite(write);
    };
  }

  /** Bytes through the memory, or the threads of each row one after the other. */
  private KernelCost pass(double bytes, int kernels, double rows) {
    double seconds = Math.max(bytes / memoryRate(), rows * parameters.rowSeconds());
    return new KernelCost(kernels * parameters.kernelSeconds(), 0, seconds, kernels);
  }

  /** Keys and values stream like operands. */
  private KernelCost cacheWrite(Operation.CacheWrite write) {
    double bytes = write.tokens() * write.elements() * (2 + write.format().bytes());
    double streaming = bytes / (parameters.matrix().memory() * device.bandwidth());
    return new KernelCost(parameters.kernelSeconds(), 0, streaming, 1);
  }
}
