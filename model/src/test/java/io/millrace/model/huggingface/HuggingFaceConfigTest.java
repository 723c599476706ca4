package io.millrace.model.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.architecture.Activation;
import io.millrace.model.architecture.AttentionBias;
import io.millrace.model.architecture.CompressedAttention;
import io.millrace.model.architecture.DenseFeedForward;
import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.LinearAttention;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.architecture.NoFeedForward;
import io.millrace.model.architecture.NoMixer;
import io.millrace.model.architecture.Norm;
import io.millrace.model.architecture.QueryKeyNorm;
import io.millrace.model.architecture.SparseIndexer;
import io.millrace.model.architecture.StateSpace;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceConfigTest {
  private static final String SIZES =
      "'hidden_size': 64, 'num_hidden_layers': 4, 'vocab_size': 100, 'num_attention_heads': 4, ";

  private final List<Assumption> assumptions = new ArrayList<>();

  private Parsed<ModelArchitecture> read(String keys) {
    Document document = Document.parse("{" + keys.replace('\'', '"') + "}", true).orThrow();
    return new HuggingFaceConfig().read(document, "own", assumptions);
  }

  private ModelArchitecture model(String keys) {
    return read(keys).orThrow();
  }

  private GroupedQueryAttention firstAttention(String keys) {
    return (GroupedQueryAttention) model(keys).layers().getFirst().mixer();
  }

  private static List<Boolean> windows(ModelArchitecture model) {
    return model.layers().stream()
        .map(it -> ((GroupedQueryAttention) it.mixer()).slidingWindow().isPresent())
        .toList();
  }

  private static List<Boolean> routed(ModelArchitecture model) {
    return model.layers().stream().map(it -> it.feedForward() instanceof MixtureOfExperts).toList();
  }

  @Test
  void readsALlama() {
    ModelArchitecture model =
        model(
            SIZES
                + "'model_type': 'llama', 'intermediate_size': 128, 'num_key_value_heads': 2,"
                + " 'hidden_act': 'silu', 'tie_word_embeddings': false, 'rope_theta': 1e4,"
                + " 'torch_dtype': 'bfloat16', 'quantization_config': {'quant_method': 'fp8'}");
    assertThat(model.layers())
        .hasSize(4)
        .containsOnly(
            Layer.of(
                GroupedQueryAttention.of(4, 2, 16),
                DenseFeedForward.of(128, Activation.SWIGLU),
                Norm.RMS));
    assertThat(model.tiedEmbeddings()).isFalse();
    assertThat(assumptions).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"llama,false", "qwen3,false", "mixtral,false", "gemma2,true", "olmo2,false"})
  void aMissingTieFollowsTheFamily(String type, boolean tied) {
    ModelArchitecture model =
        model(SIZES + "'model_type': '" + type + "', 'intermediate_size': 128");
    assertThat(model.tiedEmbeddings()).isEqualTo(tied);
    assertThat(assumptions).extracting(Assumption::path).containsExactly("tie_word_embeddings");
  }

  @Test
  void headWidthsMayBeAbsentNullOrTheirOwn() {
    String llama = SIZES + "'model_type': 'llama', 'intermediate_size': 128";
    assertThat(firstAttention(llama).headDim()).isEqualTo(16);
    assertThat(firstAttention(llama + ", 'head_dim': null").headDim()).isEqualTo(16);
    assertThat(firstAttention(llama + ", 'head_dim': 48").headDim()).isEqualTo(48);
  }

  @Test
  void familiesDifferInBiasesAndNorms() {
    String rest = SIZES + "'intermediate_size': 128, 'model_type': ";
    assertThat(firstAttention(rest + "'qwen2'").bias()).isEqualTo(AttentionBias.QUERY_KEY_VALUE);
    assertThat(firstAttention(rest + "'llama', 'attention_bias': true").bias())
        .isEqualTo(AttentionBias.ALL);
    assertThat(firstAttention(rest + "'qwen3'").queryKeyNorm()).isEqualTo(QueryKeyNorm.PER_HEAD);
    assertThat(firstAttention(rest + "'olmo2'").queryKeyNorm()).isEqualTo(QueryKeyNorm.PER_LAYER);
    assertThat(model(rest + "'gemma3'").layers().getFirst().norms()).isEqualTo(4);
  }

  @Test
  void theLanguageModelMayBeNested() {
    ModelArchitecture model =
        model(
            "'model_type': 'qwen3_vl', 'vision_config': {'hidden_size': 7},"
                + " 'tie_word_embeddings': true, 'text_config': {"
                + SIZES
                + "'model_type': 'qwen3_vl_text', 'intermediate_size': 128}");
    assertThat(model.hidden()).isEqualTo(64);
    assertThat(model.tiedEmbeddings()).isTrue();
    assertThat(model.layers().getFirst().mixer())
        .isEqualTo(GroupedQueryAttention.of(4, 4, 16).withQueryKeyNorm(QueryKeyNorm.PER_HEAD));
  }

  @ParameterizedTest
  @CsvSource({
    "num_local_experts,num_experts_per_tok",
    "num_experts,num_experts_per_token",
    "n_routed_experts,moe_topk",
    "moe_num_experts,experts_per_token"
  })
  void expertsHaveManySpellings(String experts, String topK) {
    ModelArchitecture model =
        model(
            SIZES
                + "'model_type': 'mixtral', 'intermediate_size': 128, '"
                + experts
                + "': 8, '"
                + topK
                + "': 2");
    assertThat(model.layers().getFirst().feedForward())
        .isEqualTo(MixtureOfExperts.of(8, 2, 128, 0, Activation.SWIGLU));
  }

  @Test
  void whichLayersHaveExpertsIsSaidInManyWays() {
    String experts =
        SIZES
            + "'model_type': 'deepseek_v3', 'n_routed_experts': 8, 'num_experts_per_tok': 2,"
            + " 'intermediate_size': 128, 'moe_intermediate_size': 32, ";
    assertThat(routed(model(experts + "'first_k_dense_replace': 1")))
        .containsExactly(false, true, true, true);
    assertThat(routed(model(experts + "'first_k_dense_replace': 1, 'moe_layer_freq': 2")))
        .containsExactly(false, false, true, false);
    assertThat(routed(model(experts + "'moe_layer_freq': [0, 1, 1, 0]")))
        .containsExactly(false, true, true, false);
    assertThat(
            routed(model(experts + "'mlp_layer_types': ['dense', 'sparse', 'hash_moe', 'sparse']")))
        .containsExactly(false, true, true, true);
    assertThat(routed(model(experts + "'moe_layers_enum': '1,3'")))
        .containsExactly(false, true, false, true);
    assertThat(routed(model(experts + "'decoder_sparse_step': 2, 'mlp_only_layers': [3]")))
        .containsExactly(false, true, false, false);
    assertThat(routed(model(experts + "'interleave_moe_layer_step': 2")))
        .containsExactly(false, true, false, true);
  }

  @Test
  void doesNotGuessWhichLayersAreDense() {
    assertThat(
            read(SIZES
                    + "'model_type': 'deepseek_v3', 'n_routed_experts': 8,"
                    + " 'num_experts_per_tok': 2, 'intermediate_size': 128,"
                    + " 'moe_intermediate_size': 32")
                .issues())
        .singleElement()
        .asString()
        .contains("first_k_dense_replace", "is missing", "moe_layer_freq");
  }

  @Test
  void sharedExpertsAreCountedOrGivenByWidth() {
    String experts =
        SIZES + "'n_routed_experts': 8, 'num_experts_per_tok': 2, 'moe_intermediate_size': 32, ";
    MixtureOfExperts counted =
        experts(experts + "'model_type': 'deepseek_v3', 'n_shared_experts': 2");
    assertThat(counted.sharedInner()).isEqualTo(64);
    MixtureOfExperts given =
        experts(experts + "'model_type': 'qwen2_moe', 'shared_expert_intermediate_size': 48");
    assertThat(given.sharedInner()).isEqualTo(48);
    assertThat(given.sharedGate()).isTrue();
    assertThat(
            experts(experts + "'model_type': 'deepseek_v3', 'n_shared_experts': null")
                .sharedInner())
        .isZero();
  }

  private MixtureOfExperts experts(String keys) {
    return (MixtureOfExperts) model(keys).layers().getFirst().feedForward();
  }

  @Test
  void readsLatentAttentionWithAnIndexerThatLayersShare() {
    String latent =
        SIZES
            + "'model_type': 'glm_moe_dsa', 'intermediate_size': 128, 'q_lora_rank': 24,"
            + " 'kv_lora_rank': 16, 'qk_nope_head_dim': 8, 'qk_rope_head_dim': 4,"
            + " 'v_head_dim': 8";
    LatentAttention plain = LatentAttention.of(4, 24, 16, 8, 4, 8);
    assertThat(model(latent).layers().getFirst().mixer()).isEqualTo(plain);
    String indexed = latent + ", 'index_n_heads': 2, 'index_head_dim': 8, 'index_topk': 64";
    SparseIndexer indexer = SparseIndexer.of(2, 8, 64);
    assertThat(model(indexed).layers())
        .allSatisfy(it -> assertThat(it.mixer()).isEqualTo(plain.withIndexer(indexer)));
    assertThat(model(indexed + ", 'index_topk_freq': 2, 'index_skip_topk_offset': 1").layers())
        .extracting(Layer::mixer)
        .containsExactly(
            plain.withIndexer(indexer),
            plain.withIndexer(indexer.withReuse()),
            plain.withIndexer(indexer),
            plain.withIndexer(indexer.withReuse()));
  }

  @Test
  void windowsFollowLayerTypesOrTheFamily() {
    String rest = SIZES + "'intermediate_size': 128, 'sliding_window': 32, 'model_type': ";
    assertThat(
            windows(
                model(
                    rest
                        + "'gpt_oss', 'layer_types': ['full_attention', 'sliding_attention',"
                        + " 'full_attention', 'full_attention']")))
        .containsExactly(false, true, false, false);
    assertThat(windows(model(rest + "'mistral'"))).containsOnly(true);
    assertThat(windows(model(rest + "'gemma2'"))).containsExactly(true, false, true, false);
    assertThat(windows(model(rest + "'gemma3', 'sliding_window_pattern': 3")))
        .containsExactly(true, true, false, true);
    assertThat(windows(model(rest + "'qwen2', 'use_sliding_window': false"))).containsOnly(false);
    assertThat(windows(model(rest + "'qwen2', 'use_sliding_window': true, 'max_window_layers': 3")))
        .containsExactly(false, false, false, true);
  }

  @Test
  void readsLlama4sInterleavedExpertsAndChunks() {
    ModelArchitecture model =
        model(
            "'model_type': 'llama4', 'text_config': {"
                + SIZES
                + "'model_type': 'llama4_text', 'intermediate_size': 32,"
                + " 'intermediate_size_mlp': 128, 'num_local_experts': 8,"
                + " 'num_experts_per_tok': 1, 'interleave_moe_layer_step': 2}");
    assertThat(routed(model)).containsExactly(false, true, false, true);
    assertThat(windows(model)).containsExactly(true, true, true, false);
    assertThat(model.layers().get(0).feedForward())
        .isEqualTo(DenseFeedForward.of(128, Activation.SWIGLU));
    assertThat(model.layers().get(1).feedForward())
        .isEqualTo(MixtureOfExperts.of(8, 1, 32, 32, Activation.SWIGLU));
  }

  @Test
  void readsGatedDeltaNetsWithFullAttentionEveryFewLayers() {
    ModelArchitecture model =
        model(
            SIZES
                + "'model_type': 'qwen3_next', 'intermediate_size': 128, 'head_dim': 32,"
                + " 'linear_num_key_heads': 2, 'linear_num_value_heads': 4,"
                + " 'linear_key_head_dim': 8, 'linear_value_head_dim': 16,"
                + " 'full_attention_interval': 2, 'mtp_num_hidden_layers': 1");
    assertThat(model.layers().getFirst().mixer())
        .isEqualTo(new LinearAttention(LinearAttention.Kind.GATED_DELTA_NET, 2, 4, 8, 16, 4));
    assertThat(((GroupedQueryAttention) model.layers().get(1).mixer()).outputGate()).isTrue();
    assertThat(model.multiTokenPredictionDepth()).isEqualTo(1);
  }

  @Test
  void readsNemotronsHalfBlocksByLetterAndByName() {
    String rest =
        "'hidden_size': 64, 'num_hidden_layers': 4, 'vocab_size': 100, 'model_type':"
            + " 'nemotron_h', 'num_attention_heads': 4, 'intermediate_size': 128,"
            + " 'mlp_hidden_act': 'relu2', 'mamba_num_heads': 8, 'mamba_head_dim': 16,"
            + " 'n_groups': 2, 'ssm_state_size': 32, 'n_routed_experts': 8,"
            + " 'num_experts_per_tok': 2, 'moe_intermediate_size': 32, 'moe_latent_size': 16,"
            + " 'num_nextn_predict_layers': 1, 'mtp_hybrid_override_pattern': '*E', ";
    ModelArchitecture model = model(rest + "'hybrid_override_pattern': 'M-*E'");
    assertThat(model.layers())
        .extracting(Layer::mixer)
        .containsExactly(
            new StateSpace(8, 16, 2, 32, 4),
            new NoMixer(),
            GroupedQueryAttention.of(4, 4, 16),
            new NoMixer());
    assertThat(model.layers().get(2).feedForward()).isEqualTo(new NoFeedForward());
    assertThat(((MixtureOfExperts) model.layers().get(3).feedForward()).latent()).isEqualTo(16);
    assertThat(model.multiTokenPrediction())
        .hasValueSatisfying(
            modules -> {
              assertThat(modules.layer().mixer()).isEqualTo(GroupedQueryAttention.of(4, 4, 16));
              assertThat(modules.layer().feedForward())
                  .isEqualTo(model.layers().get(3).feedForward());
            });
    assertThat(model(rest + "'layers_block_type': ['mamba', 'mlp', 'attention', 'moe']"))
        .isEqualTo(model);
    assertThat(read(rest + "'hybrid_override_pattern': 'M-*E-'").issues())
        .singleElement()
        .asString()
        .contains("has 5 of 4 layers");
  }

  @Test
  void readsKimiLinearWhoseLayersCountFromOne() {
    ModelArchitecture model =
        model(
            SIZES
                + "'model_type': 'kimi_linear', 'intermediate_size': 128, 'kv_lora_rank': 16,"
                + " 'qk_nope_head_dim': 8, 'qk_rope_head_dim': 4, 'v_head_dim': 8,"
                + " 'linear_attn_config': {'kda_layers': [1, 2, 3], 'full_attn_layers': [4],"
                + " 'num_heads': 4, 'head_dim': 16, 'short_conv_kernel_size': 4}");
    assertThat(model.layers().get(2).mixer())
        .isEqualTo(new LinearAttention(LinearAttention.Kind.KIMI_DELTA, 4, 4, 16, 16, 4));
    assertThat(model.layers().get(3).mixer()).isEqualTo(LatentAttention.of(4, 0, 16, 8, 4, 8));
  }

  @Test
  void readsDeepSeekV4sCompressionPerLayer() {
    ModelArchitecture model =
        model(
            SIZES
                + "'model_type': 'deepseek_v4', 'head_dim': 32, 'qk_rope_head_dim': 8,"
                + " 'q_lora_rank': 16, 'o_lora_rank': 16, 'o_groups': 2, 'sliding_window': 8,"
                + " 'index_n_heads': 2, 'index_head_dim': 8, 'index_topk': 16,"
                + " 'n_routed_experts': 8, 'num_experts_per_tok': 2, 'moe_intermediate_size': 32,"
                + " 'compress_ratios': [0, 4, 128, 4, 0], 'num_nextn_predict_layers': 1");
    assertThat(model.layers())
        .extracting(it -> ((CompressedAttention) it.mixer()).compression())
        .containsExactly(0, 4, 128, 4);
    assertThat(model.layers())
        .extracting(it -> ((CompressedAttention) it.mixer()).indexer().isPresent())
        .containsExactly(false, true, false, true);
    CompressedAttention inModule =
        (CompressedAttention) model.multiTokenPrediction().orElseThrow().layer().mixer();
    assertThat(inModule.compression()).isZero();
  }

  @Test
  void readsMiMosTwoKindsOfAttention() {
    ModelArchitecture model =
        model(
            SIZES
                + "'model_type': 'mimo_v2_flash', 'intermediate_size': 128,"
                + " 'num_key_value_heads': 1, 'head_dim': 24, 'v_head_dim': 16,"
                + " 'swa_num_key_value_heads': 2, 'swa_head_dim': 24, 'swa_v_head_dim': 16,"
                + " 'sliding_window': 8, 'hybrid_layer_pattern': [0, 1, 1, 0]");
    GroupedQueryAttention full = GroupedQueryAttention.of(4, 1, 24).withValueDim(16);
    GroupedQueryAttention sliding =
        GroupedQueryAttention.of(4, 2, 24).withValueDim(16).withSlidingWindow(8).withSinks(true);
    assertThat(model.layers())
        .extracting(Layer::mixer)
        .containsExactly(full, sliding, sliding, full);
  }

  @Test
  void readsGemma4sGlobalLayersAndParallelExperts() {
    ModelArchitecture model =
        model(
            SIZES
                + "'model_type': 'gemma4', 'num_key_value_heads': 2, 'head_dim': 16,"
                + " 'global_head_dim': 32, 'num_global_key_value_heads': 1, 'sliding_window': 8,"
                + " 'layer_types': ['sliding_attention', 'sliding_attention',"
                + " 'sliding_attention', 'full_attention'], 'hidden_activation':"
                + " 'gelu_pytorch_tanh', 'intermediate_size': 48, 'enable_moe_block': true,"
                + " 'num_experts': 8, 'top_k_experts': 2, 'moe_intermediate_size': 24");
    assertThat(model.layers().getLast().mixer())
        .isEqualTo(
            GroupedQueryAttention.of(4, 1, 32)
                .withQueryKeyNorm(QueryKeyNorm.PER_HEAD)
                .withSharedKeyValue(true));
    assertThat(model.layers().getFirst().feedForward())
        .isEqualTo(MixtureOfExperts.of(8, 2, 24, 48, Activation.GEGLU).withRouterBias(true));
    assertThat(model.tiedEmbeddings()).isTrue();
  }

  @Test
  void readsSearchedBlocksAndDropsEmptyOnes() {
    ModelArchitecture model =
        model(
            "'model_type': 'nemotron-nas', 'hidden_size': 768, 'num_attention_heads': 12,"
                + " 'vocab_size': 100, 'num_key_value_heads': null, 'block_configs': ["
                + "{'attention': {'n_heads_in_group': 4, 'no_op': false},"
                + " 'ffn': {'ffn_mult': 2.5, 'no_op': false}},"
                + "{'attention': {'n_heads_in_group': null, 'no_op': true},"
                + " 'ffn': {'ffn_mult': null, 'no_op': true}},"
                + "{'attention': {'n_heads_in_group': null, 'no_op': true},"
                + " 'ffn': {'ffn_mult': 1.0, 'no_op': false}}]");
    assertThat(model.layers())
        .extracting(Layer::mixer)
        .containsExactly(GroupedQueryAttention.of(12, 3, 64), new NoMixer());
    assertThat(model.layers())
        .extracting(it -> ((DenseFeedForward) it.feedForward()).inner())
        .containsExactly(1280, 512);
  }

  /** 124,439,808 is the sum of GPT-2 small's tensors. */
  @Test
  void readsGpt2sOwnKeys() {
    ModelArchitecture model =
        model(
            "'model_type': 'gpt2', 'n_embd': 768, 'n_layer': 12, 'n_head': 12, 'n_positions':"
                + " 1024, 'vocab_size': 50257, 'activation_function': 'gelu_new'");
    assertThat(model.parameters()).isEqualTo(124_439_808L);
  }

  @Test
  void anUnknownTypeIsReadAsALlamaIfItsKeysAreThose() {
    ModelArchitecture model =
        model(
            SIZES
                + "'model_type': 'novelty', 'intermediate_size': 128, 'hidden_act': 'silu',"
                + " 'tie_word_embeddings': false");
    assertThat(model.layerCount()).isEqualTo(4);
    assertThat(assumptions)
        .singleElement()
        .asString()
        .contains("model_type", "'novelty' is read as a Llama");
  }

  @Test
  void anUnknownTypeThatCannotBeUnderstoodNamesWhatIsMissing() {
    assertThat(read("'model_type': 'novelty', 'dim': 64").issues())
        .extracting(Issue::path)
        .containsExactlyInAnyOrder(
            "hidden_size",
            "vocab_size",
            "num_hidden_layers",
            "num_attention_heads",
            "intermediate_size");
  }

  @Test
  void doesNotGuessWhetherAnUnknownTypesGeluGates() {
    assertThat(
            read(SIZES
                    + "'model_type': 'novelty', 'intermediate_size': 128,"
                    + " 'hidden_act': 'gelu'")
                .issues())
        .singleElement()
        .asString()
        .contains("hidden_act", "'gelu'", "novelty");
  }

  @Test
  void aLlamaWithAnotherActivationIsNotGuessedAt() {
    String llama = SIZES + "'model_type': 'llama', 'intermediate_size': 128, 'hidden_act': ";
    assertThat(read(llama + "'relu2'").issues())
        .singleElement()
        .asString()
        .contains("hidden_act", "'relu2'");
    assertThat(
            model(llama.replace("llama", "nemotron") + "'relu2'").layers().getFirst().feedForward())
        .isEqualTo(DenseFeedForward.of(128, Activation.SQUARED_RELU));
  }

  @Test
  void encodersAreRefused() {
    assertThat(
            read(SIZES
                    + "'model_type': 'llama', 'intermediate_size': 128,"
                    + " 'is_encoder_decoder': true")
                .issues())
        .singleElement()
        .asString()
        .contains("only decoders");
  }

  @Test
  void aKnownModelStandsInForAFileThatLeavesThingsOut() {
    String kimi =
        "{'model_type': 'kimi_linear', 'hidden_size': 7168, 'vocab_size': 163840,"
            + " 'num_hidden_layers': 93, 'num_attention_heads': 96, 'kv_lora_rank': 512,"
            + " 'qk_nope_head_dim': 128, 'qk_rope_head_dim': 64, 'v_head_dim': 128,"
            + " 'intermediate_size': 33792}";
    Document document = Document.parse(kimi.replace('\'', '"'), true).orThrow();
    HuggingFaceConfig reader = new HuggingFaceConfig();
    assertThat(reader.read(document, "Kimi-K3", assumptions).orThrow().layerCount()).isEqualTo(93);
    assertThat(assumptions)
        .singleElement()
        .asString()
        .contains("kimi-k3 of the catalogue", "linear_attn_config");
    assertThat(reader.read(document, "my-own", assumptions).issues())
        .singleElement()
        .asString()
        .contains("linear_attn_config", "is missing");
  }

  @Test
  void noModelStandsInForAFileThatIsWrong() {
    Document document =
        Document.parse(
                "{'model_type': 'llama', 'hidden_size': 4096, 'vocab_size': 128256,"
                        .replace('\'', '"')
                    + "\"num_hidden_layers\": \"many\"}",
                true)
            .orThrow();
    assertThat(new HuggingFaceConfig().read(document, "Llama-3.1-8B", assumptions).issues())
        .extracting(Issue::path)
        .contains("num_hidden_layers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'hidden_size': -1",
        "'hidden_size': 'x', 'num_hidden_layers': []",
        "'model_type': 7",
        "'model_type': 'nemotron_h', 'hybrid_override_pattern': '??'",
        "'model_type': 'nemotron_nas', 'block_configs': [3, {}]",
        "'model_type': 'gemma4', 'layer_types': [1, 2]",
        "'text_config': {'model_type': 'deepseek_v4', 'compress_ratios': ['a']}",
        "'model_type': 'llama', 'num_attention_heads': 4, 'num_key_value_heads': 3",
        "'model_type': 'llama', 'num_hidden_layers': 2000000000"
      })
  void noFileMakesTheReaderThrow(String keys) {
    assertThat(read(keys).issues()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "'hidden_size': 64,'hidden_size': 999999999",
        "'num_hidden_layers': 4,'num_hidden_layers': 999999999",
        "'vocab_size': 100,'vocab_size': 999999999",
        "'num_attention_heads': 4,'num_attention_heads': 5"
      })
  void sizesThatNoModelHasAreIssues(String usual, String absurd) {
    String keys = SIZES + "'model_type': 'llama', 'intermediate_size': 128";
    assertThat(model(keys).layerCount()).isEqualTo(4);
    assertThat(read(keys.replace(usual, absurd)).issues()).isNotEmpty();
  }
}
