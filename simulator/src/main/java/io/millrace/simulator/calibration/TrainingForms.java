package io.millrace.simulator.calibration;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.simulator.calibration.MeasuredKernel.Timing;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.cost.Operation.Attention;
import io.millrace.simulator.cost.Operation.GroupedProduct;
import io.millrace.simulator.cost.Operation.GroupedProduct.Along;
import io.millrace.simulator.cost.Operation.MatrixProduct;
import io.millrace.simulator.cost.Operation.MemoryPass;
import io.millrace.simulator.cost.Operation.Quantization;
import io.millrace.simulator.cost.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tables of the kernels of training, forward and backward; times in milliseconds. */
final class TrainingForms {
  static final List<RowForm> ALL =
      List.of(
          new Grouped(),
          new AttentionPasses(),
          new Conversions(),
          new ElementWise(),
          new Products());

  private static final double MILLISECONDS = 1e-3;

  private TrainingForms() {}

  private static MeasuredKernel kernel(String kind, Operation operation, Row row, String column) {
    double seconds = row.positive(column) * MILLISECONDS;
    return new MeasuredKernel("training " + kind, List.of(operation), seconds, Timing.LOADED);
  }

  /**
   * Products of a layer of {@code n} outputs and {@code k} inputs with {@code m} tokens: forward
   * and of both gradients. Operands are converted outside.
   */
  private static final class Products implements RowForm {

    @Override
    public Set<String> columns() {
      return Set.of("kind", "dtype", "m", "n", "k", "ms");
    }

    @Override
    public List<MeasuredKernel> read(Row row) {
      String type = row.text("dtype");
      String kind = row.text("kind");
      if (!row.has("ms") || !known(type) || kind.endsWith("sustained")) {
        return List.of();
      }
      double m = row.positive("m");
      double n = row.positive("n");
      double k = row.positive("k");
      Operands operands = Operands.of(type);
      int accumulated = kind.endsWith("acc32") ? 4 : 0;
      Operation product =
          switch (kind) {
            case "dgrad" -> product(m, k, n, operands, accumulated);
            case "wgrad", "wgrad_acc32", "wgrad_out32" -> product(n, k, m, operands, accumulated);
            default -> product(m, n, k, operands, accumulated);
          };
      return List.of(kernel("gemm " + kind + " " + type, product, row, "ms"));
    }

    private static boolean known(String type) {
      return type.equals("bf16") || Operands.of(type).scaling() != Scaling.NONE;
    }

    private static Operation product(
        double m, double n, double k, Operands operands, int accumulated) {
      return new MatrixProduct(m, n, k, 1, operands.format(), accumulated, operands.scaling());
    }
  }

  /** Grouped products of experts. */
  private static final class Grouped implements RowForm {

    @Override
    public Set<String> columns() {
      return Set.of("kind", "experts", "dist", "tokens", "n", "k", "ms");
    }

    @Override
    public List<MeasuredKernel> read(Row row) {
      if (!row.has("ms")) {
        return List.of();
      }
      Operands operands = Operands.of("bf16");
      String kind = row.text("kind");
      double rows = row.positive("tokens");
      int groups = row.count("experts");
      double n = row.positive("n");
      double k = row.positive("k");
      boolean gradient = kind.equals("dgrad");
      Operation product =
          new GroupedProduct(
              rows,
              groups,
              gradient ? k : n,
              gradient ? n : k,
              operands.format(),
              0,
              Scaling.NONE,
              kind.equals("wgrad") ? Along.SUMS : Along.RESULT);
      return List.of(kernel("experts " + kind, product, row, "ms"));
    }
  }

  /** Attention forward and backward. */
  private static final class AttentionPasses implements RowForm {

    @Override
    public Set<String> columns() {
      return Set.of("backend", "causal", "b", "h", "kv", "s", "d", "fwd_ms", "bwd_ms");
    }

    @Override
    public List<MeasuredKernel> read(Row row) {
      List<MeasuredKernel> kernels = new ArrayList<>();
      boolean flash = row.text("backend").equals("flash");
      String name = "attention " + (flash ? "flash" : "vendor");
      if (row.has("fwd_ms")) {
        kernels.add(kernel(name + " forward", attention(row, flash, false), row, "fwd_ms"));
      }
      if (row.has("bwd_ms")) {
        kernels.add(kernel(name + " backward", attention(row, flash, true), row, "bwd_ms"));
      }
      return kernels;
    }

    private static Operation attention(Row row, boolean flash, boolean backward) {
      double tokens = row.positive("s");
      double keyDim = row.positive("d");
      return new Attention(
          row.positive("b"),
          row.positive("h"),
          row.positive("kv"),
          tokens,
          tokens,
          keyDim,
          row.number("dv", keyDim),
          row.text("causal").equals("1") ? 0.5 : 1,
          flash ? AttentionKernel.FLASH : AttentionKernel.VENDOR,
          backward);
    }
  }

  /** Conversions to eight bits, by one compiled kernel. */
  private static final class Conversions implements RowForm {

    @Override
    public Set<String> columns() {
      return Set.of("op", "mode", "rows", "cols", "bytes_ideal", "ms");
    }

    @Override
    public List<MeasuredKernel> read(Row row) {
      Scaling scaling =
          switch (row.text("op")) {
            case "tensor_amax_cast" -> Scaling.TENSOR;
            case "row_cast" -> Scaling.ROW;
            default -> Scaling.NONE;
          };
      if (!row.has("ms") || scaling == Scaling.NONE || !row.text("mode").equals("compiled")) {
        return List.of();
      }
      Operation conversion =
          new Quantization(
              row.positive("rows"),
              row.positive("cols"),
              Operands.of("fp8_row").format(),
              scaling,
              false);
      return List.of(kernel("conversion", conversion, row, "ms"));
    }
  }

  /** Compiled element-wise kernels, by the bytes that they cannot avoid. */
  private static final class ElementWise implements RowForm {

    @Override
    public Set<String> columns() {
      return Set.of("op", "mode", "direction", "bytes_ideal", "ms");
    }

    @Override
    public List<MeasuredKernel> read(Row row) {
      boolean fused = row.text("mode").equals("compiled");
      if (!fused || !row.has("ms") || !row.has("bytes_ideal")) {
        return List.of();
      }
      Operation pass = new MemoryPass(row.positive("bytes_ideal"), 1);
      return List.of(kernel("element-wise", pass, row, "ms"));
    }
  }
}
