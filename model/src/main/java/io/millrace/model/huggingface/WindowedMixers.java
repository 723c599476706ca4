package io.millrace.model.huggingface;

import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.SequenceMixer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Grouped-query attention of which some layers, or all, see a window only. */
final class WindowedMixers {
  private static final String WINDOW = "sliding_window";
  private static final String LAYER_TYPES = "layer_types";
  private static final String FULL = "full_attention";

  private WindowedMixers() {}

  /**
   * Windows as {@code layer_types} says; without it in all layers of a Mistral, or from {@code
   * max_window_layers} on where {@code use_sliding_window} switches them on (Qwen).
   */
  static IntFunction<SequenceMixer> read(TextConfig config, Family family, int layers) {
    int from = config.optional(0, "max_window_layers").orElse(0);
    boolean on = config.flag("use_sliding_window", true);
    return alternating(config, MixerReader.grouped(config, family), layers, it -> on && it >= from);
  }

  /** Gemma 2: every other layer, from the first. */
  static IntFunction<SequenceMixer> gemma2(TextConfig config, Family family, int layers) {
    return alternating(
        config, MixerReader.grouped(config, family), layers, index -> index % 2 == 0);
  }

  /** Gemma 3: all but every sixth. */
  static IntFunction<SequenceMixer> gemma3(TextConfig config, Family family, int layers) {
    int pattern = config.optional(1, "sliding_window_pattern").orElse(6);
    return alternating(
        config, MixerReader.grouped(config, family), layers, it -> (it + 1) % pattern != 0);
  }

  /** gpt-oss: every other layer, from the first; a learned sink per head. */
  static IntFunction<SequenceMixer> gptOss(TextConfig config, Family family, int layers) {
    GroupedQueryAttention attention = MixerReader.grouped(config, family).withSinks(true);
    return alternating(config, attention, layers, index -> index % 2 == 0);
  }

  private static IntFunction<SequenceMixer> alternating(
      TextConfig config, GroupedQueryAttention attention, int layers, IntPredicate otherwise) {
    OptionalInt window = config.optional(1, WINDOW);
    Optional<List<String>> types = config.perLayer(LAYER_TYPES, layers);
    boolean listed = types.stream().flatMap(List::stream).anyMatch(it -> !it.equals(FULL));
    if (listed && window.isEmpty()) {
      config.missing("a whole number", WINDOW);
    }
    IntPredicate windowed =
        index -> types.map(list -> !list.get(index).equals(FULL)).orElse(otherwise.test(index));
    return index ->
        window.isPresent() && windowed.test(index)
            ? attention.withSlidingWindow(window.getAsInt())
            : attention;
  }

  /**
   * Llama 4: three layers of four attend within chunks, which we take for a window of that size;
   * every fourth has no positions and sees everything.
   */
  static IntFunction<SequenceMixer> llama4(TextConfig config, Family family, int layers) {
    GroupedQueryAttention attention = MixerReader.grouped(config, family);
    int chunk = config.usually(8192, "attention_chunk_size");
    Optional<List<Integer>> rotary = config.numberPerLayer("no_rope_layers", layers);
    int every = config.optional(1, "no_rope_layer_interval").orElse(4);
    Optional<List<String>> types = config.perLayer(LAYER_TYPES, layers);
    IntPredicate chunked =
        index -> {
          if (types.isPresent()) {
            return !types.get().get(index).equals(FULL);
          }
          // The list is 1 where positions are rotary, in spite of its name.
          return rotary.map(list -> list.get(index) != 0).orElse((index + 1) % every != 0);
        };
    return index -> chunked.test(index) ? attention.withSlidingWindow(chunk) : attention;
  }

  /**
   * Gemma 4: layers with a window and layers without have heads of their own, and those without
   * make keys and values by one projection ({@code attention_k_eq_v}), which is the only use of
   * {@code num_global_key_value_heads}.
   */
  static IntFunction<SequenceMixer> gemma4(TextConfig config, Family family, int layers) {
    for (String key : List.of("hidden_size_per_layer_input", "num_kv_shared_layers")) {
      if (config.optional(0, key).orElse(0) > 0) {
        config.fields().issue(key, "is not 0, which is not supported", "");
      }
    }
    GroupedQueryAttention local = MixerReader.grouped(config, family);
    OptionalInt globalHeads = config.optional(1, "num_global_key_value_heads");
    boolean shared = config.flag("attention_k_eq_v", globalHeads.isPresent());
    int kvHeads = shared ? globalHeads.orElse(local.kvHeads()) : local.kvHeads();
    int headDim = config.optional(1, "global_head_dim").orElse(local.headDim());
    int window = config.required(WINDOW);
    Optional<List<String>> types = config.perLayer(LAYER_TYPES, layers);
    if (types.isEmpty()) {
      config.missing("the attention of each layer", LAYER_TYPES);
    }
    return index ->
        types.orElseThrow().get(index).equals(FULL)
            ? GroupedQueryAttention.of(local.heads(), kvHeads, headDim)
                .withBias(local.bias())
                .withQueryKeyNorm(local.queryKeyNorm())
                .withSharedKeyValue(shared)
            : local.withSlidingWindow(window);
  }

  /**
   * MiMo-V2: {@code hybrid_layer_pattern} is 1 where a layer has a window, and such layers have
   * dimensions and sinks of their own.
   */
  static IntFunction<SequenceMixer> mimo(TextConfig config, Family family, int layers) {
    GroupedQueryAttention full = MixerReader.grouped(config, family);
    int fullValue = config.optional(1, "v_head_dim").orElse(full.headDim());
    int heads = config.optional(1, "swa_num_attention_heads").orElse(full.heads());
    int kvHeads = config.optional(1, "swa_num_key_value_heads").orElse(full.kvHeads());
    int headDim = config.optional(1, "swa_head_dim").orElse(full.headDim());
    int value = config.optional(1, "swa_v_head_dim").orElse(fullValue);
    int window = config.required(WINDOW, "sliding_window_size");
    boolean fullSinks = config.flag("add_full_attention_sink_bias", false);
    boolean sinks = config.flag("add_swa_attention_sink_bias", true);
    Optional<List<Integer>> pattern = config.numberPerLayer("hybrid_layer_pattern", layers);
    if (pattern.isEmpty()) {
      config.missing("which layers have a window", "hybrid_layer_pattern");
    }
    return index ->
        pattern.orElseThrow().get(index) == 0
            ? full.withValueDim(fullValue).withSinks(fullSinks)
            : GroupedQueryAttention.of(heads, kvHeads, headDim)
                .withValueDim(value)
                .withBias(full.bias())
                .withSlidingWindow(window)
                .withSinks(sinks);
  }
}
