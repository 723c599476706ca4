package io.millrace.model.huggingface;

import static io.millrace.model.huggingface.SampleConfigs.SIZES;
import static io.millrace.model.huggingface.SampleConfigs.model;
import static io.millrace.model.huggingface.SampleConfigs.read;
import static io.millrace.model.huggingface.SampleConfigs.routed;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.architecture.Activation;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which layers have experts, how many, and how wide they are. */
class HuggingFaceExpertsTest {

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
}
