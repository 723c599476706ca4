package io.millrace.simulator.cost;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.simulator.cost.KernelParameters.AttentionRate;
import io.millrace.simulator.cost.KernelParameters.MatrixRate;
import java.util.Comparator;
import java.util.Map;

/**
 * What operations cost on one kind of device: rooflines with the shares of the peaks that kernels
 * of its generation were measured to reach.
 */
final class KernelCosts {
  private final Device device;
  private final KernelParameters kernels;
  private final double memoryRate;
  private final double clock;

  KernelCosts(Device device, KernelParameters kernels) {
    this.device = device;
    this.kernels = kernels;
    this.clock = kernels.sustained() * PowerCap.clock(device);
    this.memoryRate =
        kernels.memory()
            * device
                .mainMemory()
                .bandwidth()
                .orElseThrow(() -> missing("memory.bandwidth", "memory bandwidth"))
                .bytesPerSecond();
  }

  /** Bytes per second that long passes through the main memory reach. */
  double memoryRate() {
    return memoryRate;
  }

  KernelCost cost(Operation operation) {
    return switch (operation) {
      case Operation.MatrixProduct product -> matrix(product);
      case Operation.Attention attention -> attention(attention);
      case Operation.MemoryPass pass ->
          new KernelCost(
              kernels.kernelLatency().seconds() * pass.kernels(),
              0,
              pass.bytes() / memoryRate,
              pass.kernels());
    };
  }

  /**
   * A roofline of tiles and bytes. A result that is added to what is already there is read and
   * written in an epilogue that no arithmetic hides, because it starts when the sums are done.
   */
  private KernelCost matrix(Operation.MatrixProduct product) {
    MatrixRate rate = rate(product.format());
    double flops = MatrixTiles.effectiveFlops(product, kernels, rate.ramp());
    double engine = flops / (peak(product.format()) * rate.efficiency() * clock);
    double operands = (product.m() + product.n()) * product.k() * product.format().bytes();
    double elements = product.products() * product.m() * product.n();
    double written = product.accumulatedBytes() == 0 ? 2 * elements : 0;
    double memory = (product.products() * operands + written) / memoryRate;
    double epilogue = 2 * product.accumulatedBytes() * elements / memoryRate;
    return new KernelCost(kernels.kernelLatency().seconds() + epilogue, engine, memory, 1);
  }

  private InvalidInputException missing(String key, String what) {
    return new InvalidInputException(
        new Issue(
            "cluster.device." + key,
            device.id() + " has no published " + what,
            "describe the device in the scenario, with this figure"));
  }

  private MatrixRate rate(NumberFormat format) {
    int bits = (int) Math.round(format.bytes() * 8);
    Map<Integer, MatrixRate> rates = kernels.matrix();
    MatrixRate exact = rates.get(bits);
    if (exact != null) {
      return exact;
    }
    return rates.entrySet().stream()
        .min(Comparator.comparingDouble(it -> Math.abs(Math.log((double) it.getKey() / bits))))
        .orElseThrow()
        .getValue();
  }

  private double peak(NumberFormat format) {
    return device
        .peak(format)
        .or(() -> device.peak(NumberFormat.BF16))
        .or(() -> device.peak(NumberFormat.FP32))
        .orElseThrow(() -> missing("peak", "rate of matrix products"))
        .flopsPerSecond();
  }

  private KernelCost attention(Operation.Attention attention) {
    AttentionRate rate = kernels.attention().get(attention.kernel());
    if (rate == null) {
      rate = kernels.attention().get(AttentionKernel.FLASH);
    }
    if (rate == null) {
      throw new IllegalArgumentException(
          kernels.generation() + " has no rate for " + attention.kernel());
    }
    double share = attention.backward() ? rate.backward() : rate.forward();
    double seen = attention.keys() * attention.visible();
    double flops = attention.flops() * (seen + rate.startTokens()) / seen;
    double engine = flops / (peak(NumberFormat.BF16) * share * clock);
    double perHead = attention.keyDim() + attention.valueDim();
    double bytes =
        2
            * attention.batch()
            * perHead
            * (attention.queries() * attention.heads() + attention.keys() * attention.kvHeads());
    double passes = attention.backward() ? 2.5 : 1;
    return new KernelCost(
        kernels.kernelLatency().seconds() * (attention.backward() ? 3 : 1),
        engine,
        passes * bytes / memoryRate,
        attention.backward() ? 3 : 1);
  }
}
