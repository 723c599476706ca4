package io.millrace.model.huggingface;

import static io.millrace.model.huggingface.SampleConfigs.SIZES;
import static io.millrace.model.huggingface.SampleConfigs.model;
import static io.millrace.model.huggingface.SampleConfigs.read;
import static io.millrace.model.huggingface.SampleConfigs.routed;
import static io.millrace.model.huggingface.SampleConfigs.windows;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.architecture.Activation;
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
import io.millrace.model.architecture.QueryKeyNorm;
import io.millrace.model.architecture.SparseIndexer;
import io.millrace.model.architecture.StateSpace;
import org.junit.jupiter.api.Test;

/** Models whose layers differ, or mix tokens in another way than by plain attention. */
class HuggingFaceMixersTest {

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
}
