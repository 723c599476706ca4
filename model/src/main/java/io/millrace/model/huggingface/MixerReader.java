package io.millrace.model.huggingface;

import io.millrace.model.architecture.AttentionBias;
import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.SequenceMixer;
import io.millrace.model.architecture.SparseIndexer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Reads the sequence mixer of each layer. */
@FunctionalInterface
interface MixerReader {

  /**
   * The mixer of each layer by its index. Issues go to the configuration; the function is called
   * only if there were none, and may throw {@link IllegalArgumentException} for sizes that no model
   * can have.
   */
  IntFunction<SequenceMixer> read(TextConfig config, Family family, int layers);

  /** Latent attention where the file has its ranks, else grouped-query attention. */
  static IntFunction<SequenceMixer> standard(TextConfig config, Family family, int layers) {
    return config.fields().has("kv_lora_rank")
        ? latent(config, layers)
        : WindowedMixers.read(config, family, layers);
  }

  /** Grouped-query attention over all positions. */
  static GroupedQueryAttention grouped(TextConfig config, Family family) {
    int heads = config.heads();
    int kvHeads = config.optional(1, "num_key_value_heads").orElse(heads);
    int headDim = config.headDim();
    boolean biased = config.flag("attention_bias", family.has(Trait.BIASED));
    return GroupedQueryAttention.of(heads, kvHeads, headDim)
        .withBias(biased ? family.bias() : AttentionBias.NONE)
        .withQueryKeyNorm(family.queryKeyNorm());
  }

  /** Latent attention, with an indexer where the file has one. */
  static IntFunction<SequenceMixer> latent(TextConfig config, int layers) {
    int heads = config.heads();
    int queryRank = config.optional(0, "q_lora_rank").orElse(0);
    int kvRank = config.required("kv_lora_rank");
    int noPosition = config.required("qk_nope_head_dim");
    OptionalInt rope = config.optional(0, "qk_rope_head_dim");
    if (rope.isEmpty()) {
      config.missing("a whole number", "qk_rope_head_dim");
    }
    int value = config.required("v_head_dim");
    boolean gate = config.flag("mla_use_output_gate", false);
    Optional<SparseIndexer> indexer = indexer(config);
    List<Boolean> picks = picks(config, layers);
    return index -> {
      LatentAttention attention =
          LatentAttention.of(heads, queryRank, kvRank, noPosition, rope.orElse(0), value)
              .withOutputGate(gate);
      return indexer
          .map(it -> attention.withIndexer(picks.get(index) ? it : it.withReuse()))
          .orElse(attention);
    };
  }

  static Optional<SparseIndexer> indexer(TextConfig config) {
    if (!config.fields().has("index_topk")) {
      return Optional.empty();
    }
    return Optional.of(
        SparseIndexer.of(
            config.required("index_n_heads"),
            config.required("index_head_dim"),
            config.required("index_topk")));
  }

  /**
   * Which layers have an indexer of their own. GLM-5.2 either lists {@code indexer_types} or has
   * one in the first {@code index_skip_topk_offset} layers and in every {@code index_topk_freq}-th
   * from the last of these.
   */
  private static List<Boolean> picks(TextConfig config, int layers) {
    Optional<List<String>> types = config.perLayer("indexer_types", layers);
    if (types.isPresent()) {
      return types.get().stream().map(type -> !type.equals("shared")).toList();
    }
    int every = config.optional(1, "index_topk_freq").orElse(1);
    int offset = config.optional(0, "index_skip_topk_offset").orElse(1);
    return IntStream.range(0, layers)
        .mapToObj(index -> index < offset || (index - (offset - 1)) % every == 0)
        .toList();
  }
}
