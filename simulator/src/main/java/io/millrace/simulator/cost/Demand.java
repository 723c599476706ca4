package io.millrace.simulator.cost;

import io.millrace.model.hardware.NumberFormat;
import java.util.Optional;

/**
 * What an operation asks for before any device is known: the two numbers that place it in a
 * roofline (Williams et al., Roofline, CACM 52(4), 2009).
 *
 * @param flops floating-point operations of matrix products, a multiply-add as two; zero where only
 *     memory bounds the work: nobody counts what its elements are put through
 * @param bytes read from and written to main memory where caches keep each operand as long as it is
 *     needed
 * @param format what the engines multiply; absent where they multiply nothing
 */
public record Demand(double flops, double bytes, Optional<NumberFormat> format) {
  private static final double HALF = 2;

  /** What an operation asks for. */
  public static Demand of(Operation operation) {
    return switch (operation) {
      case Operation.MatrixProduct product ->
          product(
              product.flops(),
              product.products() * (product.m() + product.n()) * product.k(),
              product.products() * product.m() * product.n(),
              product.accumulatedBytes(),
              product.format());
      case Operation.GroupedProduct product -> grouped(product);
      case Operation.Attention attention ->
          new Demand(
              attention.flops(), AttentionCosts.traffic(attention), Optional.of(NumberFormat.BF16));
      case Operation.MemoryPass pass -> memory(pass.bytes());
      case Operation.ScorePass pass -> memory(pass.bytes());
      case Operation.Quantization conversion -> memory(conversion.bytes());
      case Operation.CacheWrite write ->
          memory(write.tokens() * write.elements() * (HALF + write.format().bytes()));
      case Operation.ExpertLayer layer -> experts(layer);
    };
  }

  /** Operations for each byte; zero where nothing is multiplied. */
  public double intensity() {
    return bytes == 0 ? 0 : flops / bytes;
  }

  private static Demand memory(double bytes) {
    return new Demand(0, bytes, Optional.empty());
  }

  private static Demand grouped(Operation.GroupedProduct product) {
    double weights = (double) product.groups() * product.n() * product.k();
    return switch (product.along()) {
      case RESULT ->
          product(
              product.flops(),
              product.rows() * product.k() + weights,
              product.rows() * product.n(),
              product.accumulatedBytes(),
              product.format());
      case SUMS ->
          product(
              product.flops(),
              product.rows() * (product.k() + product.n()),
              weights,
              product.accumulatedBytes(),
              product.format());
    };
  }

  /** A result that is added to another is read, too. */
  private static Demand product(
      double flops, double operands, double results, int accumulatedBytes, NumberFormat format) {
    double each = accumulatedBytes == 0 ? HALF : 2.0 * accumulatedBytes;
    return new Demand(flops, operands * format.bytes() + results * each, Optional.of(format));
  }

  /** Every expert's weights are read once, every token's row read and written. */
  private static Demand experts(Operation.ExpertLayer layer) {
    double matrices = layer.gated() ? 3 : 2;
    double matrix = (double) layer.hidden() * layer.inner() / layer.tensorParallel();
    double copies = (double) layer.tokens() * layer.topK() / layer.expertParallel();
    double weights = (double) layer.experts() / layer.expertParallel() * matrices * matrix;
    return new Demand(
        2 * copies * matrices * matrix,
        weights * layer.format().bytes() + 2 * HALF * layer.tokens() * layer.hidden(),
        Optional.of(layer.format()));
  }
}
