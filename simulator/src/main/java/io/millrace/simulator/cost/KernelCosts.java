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

  KernelCosts(Device device, KernelParameters parameters) {
    this.device = new DeviceRates(device);
    this.parameters = parameters;
    double clock = parameters.sustained() * PowerCap.clock(device);
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
      case Operation.Quantization conversion ->
          pass(
              conversion.bytes(),
              conversion.scaling().passes(),
              conversion.scaling() == Scaling.ROW ? conversion.rows() : 0);
      case Operation.CacheWrite write ->
          pass(write.tokens() * write.elements() * (2 + write.format().bytes()), 1, write.tokens());
    };
  }

  /** Bytes through the memory, or the threads of each row one after the other. */
  private KernelCost pass(double bytes, int kernels, double rows) {
    double seconds = Math.max(bytes / memoryRate(), rows * parameters.rowSeconds());
    return new KernelCost(kernels * parameters.kernelSeconds(), 0, seconds, kernels);
  }
}
