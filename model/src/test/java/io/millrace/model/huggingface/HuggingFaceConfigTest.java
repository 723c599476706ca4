package io.millrace.model.huggingface;

import static io.millrace.model.huggingface.SampleConfigs.SIZES;
import static io.millrace.model.huggingface.SampleConfigs.assumptions;
import static io.millrace.model.huggingface.SampleConfigs.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.architecture.Activation;
import io.millrace.model.architecture.AttentionBias;
import io.millrace.model.architecture.DenseFeedForward;
import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.architecture.Norm;
import io.millrace.model.architecture.QueryKeyNorm;
import io.millrace.model.input.Assumption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all families write, each in its own words. */
class HuggingFaceConfigTest {

  private static GroupedQueryAttention firstAttention(String keys) {
    return (GroupedQueryAttention) model(keys).layers().getFirst().mixer();
  }

  @Test
  void readsALlama() {
    String keys =
        SIZES
            + "'model_type': 'llama', 'intermediate_size': 128, 'num_key_value_heads': 2,"
            + " 'hidden_act': 'silu', 'tie_word_embeddings': false, 'rope_theta': 1e4,"
            + " 'torch_dtype': 'bfloat16', 'quantization_config': {'quant_method': 'fp8'}";
    ModelArchitecture model = model(keys);
    assertThat(model.layers())
        .hasSize(4)
        .containsOnly(
            Layer.of(
                GroupedQueryAttention.of(4, 2, 16),
                DenseFeedForward.of(128, Activation.SWIGLU),
                Norm.RMS));
    assertThat(model.tiedEmbeddings()).isFalse();
    assertThat(assumptions(keys)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"llama,false", "qwen3,false", "mixtral,false", "gemma2,true", "olmo2,false"})
  void aMissingTieFollowsTheFamily(String type, boolean tied) {
    String keys = SIZES + "'model_type': '" + type + "', 'intermediate_size': 128";
    assertThat(model(keys).tiedEmbeddings()).isEqualTo(tied);
    assertThat(assumptions(keys))
        .extracting(Assumption::path)
        .containsExactly("tie_word_embeddings");
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

  /** 124,439,808 is the sum of GPT-2 small's tensors. */
  @Test
  void readsGpt2sOwnKeys() {
    ModelArchitecture model =
        model(
            "'model_type': 'gpt2', 'n_embd': 768, 'n_layer': 12, 'n_head': 12, 'n_positions':"
                + " 1024, 'vocab_size': 50257, 'activation_function': 'gelu_new'");
    assertThat(model.parameters()).isEqualTo(124_439_808L);
  }
}
