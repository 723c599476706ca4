package io.millrace.simulator.cost;

import io.millrace.simulator.cost.KernelParameters.ExpertRate;
import io.millrace.simulator.cost.KernelParameters.MatrixRate;
import java.util.Arrays;

/** What a fused expert layer costs on its busiest rank. */
final class ExpertCosts {
  /** Kernels of the layer: alignment, two products, activation, sum and what lies between. */
  private static final int KERNELS = 8;

  private final DeviceRates device;
  private final KernelParameters parameters;
  private final double clock;

  ExpertCosts(DeviceRates device, KernelParameters parameters, double clock) {
    this.device = device;
    this.parameters = parameters;
    this.clock = clock;
  }

  KernelCost cost(Operation.ExpertLayer layer) {
    ExpertRate rate =
        MatrixCosts.nearest(
            parameters.experts(), MatrixCosts.bits(layer.format()), layer.scaling());
    double[] loads =
        layer
            .routing()
            .busiestRank(layer.tokens(), layer.topK(), layer.experts(), layer.expertParallel());
    double inner = (double) layer.inner() / layer.tensorParallel();
    KernelCost up = product(layer, rate, loads, 2 * inner, layer.hidden());
    KernelCost down = product(layer, rate, loads, layer.hidden(), inner);
    double copies = (double) layer.tokens() * layer.topK();
    double rows = rate.localRows() * Arrays.stream(loads).sum() + (1 - rate.localRows()) * copies;
    double bytes = 2 * rows * (rate.hiddenPasses() * layer.hidden() + rate.innerPasses() * inner);
    KernelCost passes =
        new KernelCost(
            rate.latencySeconds() + bytes / (rate.memory() * device.bandwidth()), 0, 0, KERNELS);
    return up.plus(down).plus(passes);
  }

  private KernelCost product(
      Operation.ExpertLayer layer, ExpertRate rate, double[] loads, double n, double k) {
    double flops =
        device.peak(layer.format()) * rate.efficiency() * clock / parameters.multiprocessors();
    MatrixRate tiles = new MatrixRate(rate.efficiency(), rate.startSeconds(), rate.feed(), false);
    double engine =
        new MatrixTiles(parameters, tiles, flops, device.cache()).loadSeconds(loads, n, k);
    double active = Arrays.stream(loads).map(load -> Math.min(1, load)).sum();
    double memory = active * n * k * layer.format().bytes() / (rate.memory() * device.bandwidth());
    return new KernelCost(Overlap.exposed(engine, memory), engine, memory, 0);
  }
}
