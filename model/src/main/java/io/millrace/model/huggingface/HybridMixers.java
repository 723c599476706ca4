package io.millrace.model.huggingface;

import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LinearAttention;
import io.millrace.model.architecture.SequenceMixer;
import io.millrace.model.input.Fields;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Linear attention with full attention every few layers. */
final class HybridMixers {
  private static final String KIMI = "linear_attn_config";

  private HybridMixers() {}

  /** Qwen3-Next and Qwen3.5: gated delta nets, and attention with a gated output. */
  static IntFunction<SequenceMixer> qwen(TextConfig config, Family family, int layers) {
    boolean gate = config.flag("attn_output_gate", true);
    GroupedQueryAttention full = MixerReader.grouped(config, family).withOutputGate(gate);
    int keyHeads = config.required("linear_num_key_heads");
    int valueHeads = config.required("linear_num_value_heads");
    int keyDim = config.required("linear_key_head_dim");
    int valueDim = config.required("linear_value_head_dim");
    int convolution = config.usually(4, "linear_conv_kernel_dim");
    Optional<List<String>> types = config.perLayer("layer_types", layers);
    int every = config.optional(1, "full_attention_interval").orElse(4);
    return index -> {
      boolean linear =
          types
              .map(list -> list.get(index).equals("linear_attention"))
              .orElse((index + 1) % every != 0);
      return linear
          ? new LinearAttention(
              LinearAttention.Kind.GATED_DELTA_NET,
              keyHeads,
              valueHeads,
              keyDim,
              valueDim,
              convolution)
          : full;
    };
  }

  /** Kimi Linear and Kimi K3: Kimi delta attention, and latent attention; layers count from 1. */
  static IntFunction<SequenceMixer> kimi(TextConfig config, Family family, int layers) {
    IntFunction<SequenceMixer> latent = MixerReader.latent(config, layers);
    Optional<Fields> linear = config.fields().optionalObject(KIMI);
    if (linear.isEmpty()) {
      config.missing("the dimensions and layers of linear attention", KIMI);
      return latent;
    }
    Fields fields = linear.get();
    int heads = fields.integer("num_heads", 1);
    int headDim = fields.integer("head_dim", 1);
    int convolution = fields.integer("short_conv_kernel_size", 0, 4);
    LinearAttention.Kind kind =
        fields.flag("use_full_rank_gate", false)
            ? LinearAttention.Kind.KIMI_DELTA_FULL_GATE
            : LinearAttention.Kind.KIMI_DELTA;
    if (!fields.has("kda_layers")) {
      fields.issue("kda_layers", "is missing", "give the layers with linear attention");
    }
    List<Integer> positions = fields.integers("kda_layers");
    return index ->
        positions.contains(index + 1)
            ? new LinearAttention(kind, heads, heads, headDim, headDim, convolution)
            : latent.apply(index);
  }
}
