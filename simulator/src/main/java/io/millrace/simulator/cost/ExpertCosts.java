package io.millrace.simulator.cost;

import io.millrace.simulator.cost.KernelParameters.ExpertRate;
import io.millrace.simulator.cost.MatrixTiles.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * What a fused expert layer costs on its busiest rank.
 *
 * <p>The rows of each expert are padded to whole tiles, whose shape follows from a rule of the
 * library ({@link ExpertTiles}), not from a search. Weights of experts that got any row are read
 * once, and at a price again for each further tile of rows.
 */
final class ExpertCosts {
  /** Kernels of the layer: alignment, two products, activation, sum and what lies between. */
  private static final int KERNELS = 8;

  /** Elements of a row that make whole vectors; Triton only then loads and stores by vectors. */
  private static final int VECTOR = 16;

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
    List<double[]> draws =
        layer
            .routing()
            .busiestRanks(layer.tokens(), layer.topK(), layer.experts(), layer.expertParallel());
    KernelCost sum = new KernelCost(0, 0, 0, 0);
    int piece = rate.tiles().piece();
    for (double[] loads : draws) {
      for (int first = 0; first < layer.tokens(); first += piece) {
        int tokens = Math.min(piece, layer.tokens() - first);
        sum = sum.plus(piece(layer, rate, tokens, part(loads, tokens, layer.tokens())));
      }
    }
    int count = draws.size();
    return new KernelCost(
        sum.latencySeconds() / count,
        sum.engineSeconds() / count,
        sum.memorySeconds() / count,
        sum.launches() / count);
  }

  private static double[] part(double[] loads, int tokens, int all) {
    return tokens == all
        ? loads
        : Arrays.stream(loads).map(it -> Math.rint(it * tokens / all)).toArray();
  }

  private KernelCost piece(
      Operation.ExpertLayer layer, ExpertRate rate, int tokens, double[] loads) {
    double inner = (double) layer.inner() / layer.tensorParallel();
    double first = layer.gated() ? 2 * inner : inner;
    Shape shape = rate.tiles().shape(tokens, loads.length);
    KernelCost up = product(layer, rate, shape, loads, first, layer.hidden());
    KernelCost down = product(layer, rate, shape, loads, layer.hidden(), inner);
    double copies = (double) tokens * layer.topK();
    double rows = rate.localRows() * Arrays.stream(loads).sum() + (1 - rate.localRows()) * copies;
    double bytes = 2 * rows * (rate.hiddenPasses() * layer.hidden() + rate.innerPasses() * inner);
    double passes = bytes / (parameters.memory() * device.bandwidth());
    return up.plus(down).plus(new KernelCost(rate.latencySeconds() + passes, 0, 0, KERNELS));
  }

  private KernelCost product(
      Operation.ExpertLayer layer,
      ExpertRate rate,
      Shape shape,
      double[] loads,
      double n,
      double k) {
    double blocks = Arrays.stream(loads).map(it -> Math.ceil(it / shape.rows())).sum();
    double active = Arrays.stream(loads).filter(it -> it > 0).count();
    double peak = device.peak(layer.format()) * rate.efficiency() * clock;
    double tile = shape.seconds(k, rate.feed(), peak / parameters.multiprocessors());
    double slower = layer.inner() / layer.tensorParallel() % VECTOR == 0 ? 1 : rate.unaligned();
    // Several of these small tiles share a multiprocessor, so there are no waves.
    double tiles = blocks * Math.ceil(n / shape.columns()) / parameters.multiprocessors();
    double engine = Math.max(1, tiles) * (tile * slower + rate.startSeconds());
    double wide = shape.rows() > ExpertTiles.FEW_ROWS ? rate.wide() : 1;
    double bytes = (active + rate.reread() * (blocks - active)) * n * k * layer.format().bytes();
    double memory = bytes / (rate.memory() * wide * device.bandwidth());
    return new KernelCost(Overlap.exposed(engine, memory), engine, memory, 0);
  }
}
