package io.millrace.model.huggingface;

import io.millrace.model.architecture.AttentionBias;
import io.millrace.model.architecture.Norm;
import io.millrace.model.architecture.QueryKeyNorm;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the configuration class of a model type leaves unsaid, after the modelling code of the
 * transformers library (or of the publisher, where the library has none).
 *
 * @param mixers how attention is read
 * @param bias which projections have the biases that {@code attention_bias} switches on
 * @param queryKeyNorm how queries and keys are normalised
 * @param norm the kind of norm
 * @param norms norms per layer, 0 for one before each half
 * @param traits what else differs from a Llama
 */
record Family(
    MixerReader mixers,
    AttentionBias bias,
    QueryKeyNorm queryKeyNorm,
    Norm norm,
    int norms,
    Set<Trait> traits) {

  private static final Family LLAMA =
      new Family(
          MixerReader::standard, AttentionBias.ALL, QueryKeyNorm.NONE, Norm.RMS, 0, Set.of());
  private static final Family ROUTED_LLAMA = LLAMA.with(Trait.ALWAYS_ROUTED);
  private static final Family QWEN2 = LLAMA.with(AttentionBias.QUERY_KEY_VALUE, Trait.BIASED);
  private static final Family QWEN3 = ROUTED_LLAMA.with(QueryKeyNorm.PER_HEAD);
  private static final Family DEEPSEEK = LLAMA.with(Trait.ROUTER_BIAS);
  private static final Family GEMMA = LLAMA.with(Trait.TIED).withNorms(4);
  private static final Family GPT = LLAMA.with(Norm.LAYER, Trait.NOT_GATED, Trait.BIASED);

  private static final Map<String, Family> FAMILIES = families();

  private static Map<String, Family> families() {
    Map<String, Family> all = new LinkedHashMap<>();
    put(all, LLAMA, "llama", "mistral", "ministral", "phi3", "granite", "nemotron_nas");
    put(all, ROUTED_LLAMA, "mixtral", "phimoe", "granitemoe");
    put(all, ROUTED_LLAMA.with(WindowedMixers::llama4, Trait.ONE_SHARED_EXPERT), "llama4");
    put(all, QWEN2, "qwen2", "mimo");
    put(all, QWEN2.with(Trait.SHARED_GATE, Trait.ALWAYS_ROUTED), "qwen2_moe");
    put(all, QWEN3, "qwen3", "qwen3_moe");
    put(
        all,
        QWEN3.with(HybridMixers::qwen, Trait.SHARED_GATE),
        "qwen3_next",
        "qwen3_5",
        "qwen3_5_moe");
    put(all, LLAMA, "deepseek_v2");
    put(all, DEEPSEEK, "deepseek_v3", "deepseek_v32", "kimi_k2", "kimi_k25", "glm_moe_dsa");
    put(all, DEEPSEEK.with(AttentionBias.QUERY_KEY_VALUE), "glm4_moe");
    put(
        all,
        DEEPSEEK.with(CompressedMixers::read, Trait.ALWAYS_ROUTED),
        "deepseek_v4",
        "deepseek_ref");
    put(all, DEEPSEEK.with(HybridMixers::kimi), "kimi_linear");
    put(all, DEEPSEEK.with(WindowedMixers::mimo), "mimo_v2_flash", "mimo_v2");
    put(all, DEEPSEEK.with(QueryKeyNorm.PER_HEAD), "step3p5", "step3p7", "minimax_m3");
    put(all, DEEPSEEK.with(QueryKeyNorm.PER_LAYER, Trait.ALWAYS_ROUTED), "minimax_m2");
    put(
        all,
        ROUTED_LLAMA.with(
            WindowedMixers::gptOss, Trait.BIASED, Trait.ROUTER_BIAS, Trait.EXPERT_BIAS),
        "gpt_oss");
    put(all, LLAMA.with(Trait.TIED), "gemma");
    put(all, GEMMA.with(WindowedMixers::gemma2), "gemma2");
    put(all, GEMMA.with(WindowedMixers::gemma3).with(QueryKeyNorm.PER_HEAD), "gemma3");
    put(
        all,
        GEMMA.with(WindowedMixers::gemma4, Trait.ROUTER_BIAS).with(QueryKeyNorm.PER_HEAD),
        "gemma4");
    put(all, LLAMA.with(Norm.NOT_PARAMETRIC), "olmo");
    put(all, LLAMA.with(QueryKeyNorm.PER_LAYER), "olmo2", "olmo3");
    put(all, ROUTED_LLAMA.with(QueryKeyNorm.PER_LAYER), "olmoe");
    put(all, LLAMA.with(Norm.LAYER, Trait.NOT_GATED), "nemotron");
    put(all, DEEPSEEK.with(Trait.NOT_GATED), "nemotron_h");
    put(all, GPT, "gpt_neox");
    put(all, GPT.with(Trait.TIED), "starcoder2");
    put(all, GPT.with(Trait.TIED, Trait.LEARNED_POSITIONS, Trait.FOURFOLD_NETWORK), "gpt2");
    return all;
  }

  private static void put(Map<String, Family> all, Family family, String... types) {
    List.of(types).forEach(type -> all.put(type, family));
  }

  /** Copies the set. */
  Family {
    traits = Set.copyOf(traits);
  }

  /** The family of a model type. */
  static Optional<Family> of(String type) {
    return Optional.ofNullable(FAMILIES.get(type));
  }

  /**
   * What an unknown type is taken for where its keys are those of a Llama. The library ties
   * embeddings where a configuration class does not say otherwise.
   */
  static Family unknown() {
    return LLAMA.with(Trait.TIED);
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  private Family with(Trait... more) {
    Set<Trait> all = EnumSet.noneOf(Trait.class);
    all.addAll(traits);
    all.addAll(List.of(more));
    return new Family(mixers, bias, queryKeyNorm, norm, norms, all);
  }

  private Family with(MixerReader reader, Trait... more) {
    return new Family(reader, bias, queryKeyNorm, norm, norms, traits).with(more);
  }

  private Family with(AttentionBias where, Trait... more) {
    return new Family(mixers, where, queryKeyNorm, norm, norms, traits).with(more);
  }

  private Family with(QueryKeyNorm how, Trait... more) {
    return new Family(mixers, bias, how, norm, norms, traits).with(more);
  }

  private Family with(Norm kind, Trait... more) {
    return new Family(mixers, bias, queryKeyNorm, kind, norms, traits).with(more);
  }

  private Family withNorms(int count) {
    return new Family(mixers, bias, queryKeyNorm, norm, count, traits);
  }
}
