package io.millrace.simulator.calibration;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.simulator.calibration.MeasuredKernel.Timing;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.cost.Operation.Attention;
import io.millrace.simulator.cost.Operation.CacheWrite;
import io.millrace.simulator.cost.Operation.MatrixProduct;
import io.millrace.simulator.cost.Operation.MemoryPass;
import io.millrace.simulator.cost.Operation.Quantization;
import io.millrace.simulator.cost.Routing;
import io.millrace.simulator.cost.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The tables of single kernels that AIConfigurator publishes for inference engines (collector/ of
 * ai-dynamo/aiconfigurator); latencies are in milliseconds.
 */
final class InferenceForms {
  static final List<RowForm> ALL = List.of(new Products(), new AnyAttention(), new Experts());

  private static final double MILLISECONDS = 1e-3;

  /** Bytes of an element that vLLM's conversion of blocks moves beyond reading and writing once. */
  private static final double REREAD = 3;

  private InferenceForms() {}

  private static double seconds(Row row) {
    return row.positive("latency") * MILLISECONDS;
  }

  /**
   * {@code gemm}: activations of 16 bits by weights, converted first where weights have fewer. What
   * other libraries than DeepGEMM do with scaled blocks is so short that only their host was timed.
   */
  private static final class Products implements RowForm {

    @Override
    public Set<String> columns() {
      return Set.of("gemm_dtype", "m", "n", "k", "latency");
    }

    @Override
    public List<MeasuredKernel> read(Row row) {
      double m = row.positive("m");
      double n = row.positive("n");
      double k = row.positive("k");
      String type = row.text("gemm_dtype");
      if (type.endsWith("_block") && !row.text("kernel_source").startsWith("DeepGemm")) {
        return List.of();
      }
      Operands operands = Operands.of(type);
      List<Operation> work = new ArrayList<>();
      if (operands.scaling() != Scaling.NONE) {
        work.add(new Quantization(m, k, operands.format(), operands.scaling(), false));
        if (operands.scaling() == Scaling.BLOCK) {
          work.add(new MemoryPass(REREAD * m * k, 0));
        }
      }
      work.add(new MatrixProduct(m, n, k, 1, operands.format(), 0, operands.scaling()));
      String kind = "gemm " + type;
      return List.of(new MeasuredKernel(kind, work, seconds(row), Timing.ALONE));
    }
  }

  /** {@code context_attention} and {@code generation_attention}. */
  private static final class AnyAttention implements RowForm {

    @Override
    public Set<String> columns() {
      return Set.of("attn_dtype", "num_heads", "num_key_value_heads", "head_dim", "latency");
    }

    @Override
    public List<MeasuredKernel> read(Row row) {
      double batch = row.positive("batch_size");
      double heads = row.positive("num_heads");
      double kvHeads = row.positive("num_key_value_heads");
      double dim = row.positive("head_dim");
      double step = row.number("step", 0);
      double isl = row.positive("isl");
      double window = row.number("window_size", 0);
      String cache = row.text("kv_cache_dtype");
      boolean fa3 = row.text("kernel_source").contains("fa3");
      if (cache.equals("fp8") || row.text("kernel_source").contains("fa4")) {
        return List.of();
      }
      AttentionKernel kernel = fa3 ? AttentionKernel.FLASH3 : AttentionKernel.FLASH;
      double keys = isl + step;
      boolean windowed = window > 0 && window < keys;
      boolean decoding = step > 0;
      double queries = decoding ? 1 : isl;
      double visible =
          decoding
              ? (windowed ? window / keys : 1)
              : (windowed ? (window - window * window / (2 * keys)) / keys : 0.5);
      Operation attention =
          new Attention(batch, heads, kvHeads, queries, keys, dim, dim, visible, kernel, false);
      Operation write = new CacheWrite(batch * queries, 2 * kvHeads * dim, NumberFormat.BF16);
      String kind = decoding ? "attention, decoding" : "attention, prefill";
      return List.of(
          new MeasuredKernel(kind, List.of(write, attention), seconds(row), Timing.WRAPPED));
    }
  }

  /** {@code moe}: the experts of the busiest rank in one fused call. */
  private static final class Experts implements RowForm {
    /**
     * Hidden and inner width of the models in the tables whose experts have no gate: Nemotron 3
     * Nano, Super and Ultra, which square a rectified linear unit.
     */
    private static final Set<List<Integer>> UNGATED =
        Set.of(List.of(2688, 1856), List.of(1024, 2688), List.of(2048, 5120));

    /** What the older collector times, which gives every model a gate. */
    private static final String ALWAYS_GATED = "vllm_fused_moe";

    @Override
    public Set<String> columns() {
      return Set.of("moe_dtype", "num_tokens", "hidden_size", "inter_size", "topk", "latency");
    }

    @Override
    public List<MeasuredKernel> read(Row row) {
      String type = row.text("moe_dtype");
      String source = row.text("kernel_source");
      Operands operands = Operands.of(type);
      if (operands.format().bytes() < 1
          || (type.equals("fp8_block") && !source.contains("triton"))) {
        return List.of();
      }
      Operation layer =
          new Operation.ExpertLayer(
              row.count("num_tokens"),
              row.count("hidden_size"),
              row.count("inter_size"),
              row.count("topk"),
              row.count("num_experts"),
              row.count("moe_tp_size"),
              row.count("moe_ep_size"),
              isGated(row),
              routing(row),
              operands.format(),
              operands.scaling());
      return List.of(
          new MeasuredKernel("experts " + type, List.of(layer), seconds(row), Timing.ALONE));
    }

    private static boolean isGated(Row row) {
      return row.text("kernel_source").equals(ALWAYS_GATED)
          || !UNGATED.contains(List.of(row.count("hidden_size"), row.count("inter_size")));
    }

    private static Routing routing(Row row) {
      String distribution = row.text("distribution");
      if (distribution.equals("balanced")) {
        return Routing.BALANCED;
      }
      String exponent = distribution.replace("power_law_", "");
      try {
        return new Routing(Double.parseDouble(exponent));
      } catch (IllegalArgumentException e) {
        row.issue("distribution is " + distribution, "write balanced or power_law_1.2");
        return Routing.BALANCED;
      }
    }
  }
}
