package io.millrace.simulator.cost;

import io.millrace.model.hardware.NumberFormat;
import io.millrace.simulator.cost.KernelParameters.MatrixRate;
import java.util.Comparator;
import java.util.Map;

/** What matrix products cost: a roofline of tiles and bytes. */
final class MatrixCosts {
  private final DeviceRates device;
  private final KernelParameters parameters;
  private final double clock;

  MatrixCosts(DeviceRates device, KernelParameters parameters, double clock) {
    this.device = device;
    this.parameters = parameters;
    this.clock = clock;
  }

  KernelCost cost(Operation.MatrixProduct product) {
    NumberFormat format = product.format();
    double engine =
        tiles(format, product.scaling())
            .seconds(product.m(), product.n(), product.k(), product.products());
    double operands = (product.m() + product.n()) * product.k() * format.bytes();
    double elements = product.products() * product.m() * product.n();
    return cost(engine, product.products() * operands, elements, product.accumulatedBytes());
  }

  KernelCost cost(Operation.GroupedProduct product) {
    NumberFormat format = product.format();
    MatrixTiles tiles = tiles(format, product.scaling());
    double weights = (double) product.groups() * product.n() * product.k();
    return switch (product.along()) {
      case RESULT -> {
        double engine =
            tiles.groupedSeconds(product.rows(), product.groups(), product.n(), product.k());
        double operands = (product.rows() * product.k() + weights) * format.bytes();
        yield cost(engine, operands, product.rows() * product.n(), product.accumulatedBytes());
      }
      case SUMS -> {
        double length = product.rows() / product.groups();
        double engine = tiles.seconds(product.k(), product.n(), length, product.groups());
        double operands = product.rows() * (product.k() + product.n()) * format.bytes();
        yield cost(engine, operands, weights, product.accumulatedBytes());
      }
    };
  }

  /**
   * A result that is added to what is already there is read and written in an epilogue that no
   * arithmetic hides, because it starts when the sums are done.
   */
  private KernelCost cost(double engine, double operandBytes, double elements, int accumulated) {
    double rate = parameters.matrix().memory() * device.bandwidth();
    double written = accumulated == 0 ? 2 * elements : 0;
    double memory = (operandBytes + written) / rate;
    double epilogue = 2 * accumulated * elements / rate;
    double latency = parameters.kernelSeconds() + epilogue + Overlap.exposed(engine, memory);
    return new KernelCost(latency, engine, memory, 1);
  }

  private MatrixTiles tiles(NumberFormat format, Scaling scaling) {
    MatrixRate rate = rate(format, scaling);
    double flops = device.peak(format) * rate.efficiency() * clock / parameters.multiprocessors();
    return new MatrixTiles(parameters, rate, flops, device.cache());
  }

  /** The rate of the operands: of their bits and scaling, of their bits, or of the nearest bits. */
  private MatrixRate rate(NumberFormat format, Scaling scaling) {
    return nearest(parameters.matrix().rates(), bits(format), scaling);
  }

  static int bits(NumberFormat format) {
    return (int) Math.round(format.bytes() * 8);
  }

  /** The entry of some operands in a table by {@code 16}, {@code 8} or {@code 8-row}. */
  static <T> T nearest(Map<String, T> rates, int bits, Scaling scaling) {
    T exact = rates.get(bits + "-" + scaling.kernel());
    if (exact == null) {
      exact = rates.get(Integer.toString(bits));
    }
    if (exact != null) {
      return exact;
    }
    return rates.entrySet().stream()
        .filter(entry -> !entry.getKey().contains("-"))
        .min(
            Comparator.comparingDouble(
                entry -> Math.abs(Math.log(Double.parseDouble(entry.getKey()) / bits))))
        .orElseThrow()
        .getValue();
  }
}
