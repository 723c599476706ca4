package io.millrace.model.huggingface;

import static io.millrace.model.huggingface.SampleConfigs.SIZES;
import static io.millrace.model.huggingface.SampleConfigs.assumptions;
import static io.millrace.model.huggingface.SampleConfigs.model;
import static io.millrace.model.huggingface.SampleConfigs.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.architecture.Activation;
import io.millrace.model.architecture.DenseFeedForward;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are wrong, leave things out, or are of a type that nobody knows. */
class HuggingFaceDoubtsTest {

  @Test
  void anUnknownTypeIsReadAsALlamaIfItsKeysAreThose() {
    String keys =
        SIZES
            + "'model_type': 'novelty', 'intermediate_size': 128, 'hidden_act': 'silu',"
            + " 'tie_word_embeddings': false";
    assertThat(model(keys).layerCount()).isEqualTo(4);
    assertThat(assumptions(keys))
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
    List<Assumption> assumptions = new ArrayList<>();
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
    assertThat(new HuggingFaceConfig().read(document, "Llama-3.1-8B", new ArrayList<>()).issues())
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
