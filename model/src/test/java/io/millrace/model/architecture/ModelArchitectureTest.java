package io.millrace.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelArchitectureTest {

  private static Layer gptLayer(int hidden, int heads) {
    return Layer.of(
        GroupedQueryAttention.of(heads, heads, hidden / heads).withBias(AttentionBias.ALL),
        new DenseFeedForward(4 * hidden, Activation.GELU, true),
        Norm.LAYER);
  }

  private static ModelArchitecture gpt(int layers, int hidden, int heads) {
    return new ModelArchitecture(
        "gpt",
        hidden,
        51_200,
        true,
        Collections.nCopies(layers, gptLayer(hidden, heads)),
        Optional.empty(),
        2048,
        Norm.LAYER);
  }

  /**
   * Narayanan et al. 2021 (arXiv 2104.04473), equation 2: P = 12 l h^2 (1 + 13/(12 h) + (V + s)/(12
   * l h)), which leaves out the 2 h numbers of the final norm.
   */
  @ParameterizedTest
  @CsvSource({"24,2304,24", "48,8192,64", "96,12288,96", "105,20480,128", "128,25600,160"})
  void countsAGptAsMegatronsPaperDoes(int layers, int hidden, int heads) {
    long squares = 12L * layers * hidden * hidden;
    long vectors = 13L * layers * hidden;
    long tables = (51_200L + 2048) * hidden;
    assertThat(gpt(layers, hidden, heads).parameters())
        .isEqualTo(squares + vectors + tables + 2L * hidden);
  }

  @Test
  void everyParameterOfADenseModelIsActive() {
    ModelArchitecture model = gpt(4, 64, 4);
    assertThat(model.activeParameters()).isEqualTo(model.parameters());
  }

  @Test
  void theModulesOfMultiTokenPredictionAreCountedApart() {
    ModelArchitecture plain = gpt(4, 64, 4);
    ModelArchitecture model =
        plain.withMultiTokenPrediction(Optional.of(new MultiTokenPrediction(2, gptLayer(64, 4))));
    long layer = gptLayer(64, 4).parameters(64).total();
    assertThat(model.parameters()).isEqualTo(plain.parameters());
    assertThat(model.multiTokenPredictionDepth()).isEqualTo(2);
    assertThat(model.parameterCount().multiTokenPrediction())
        .isEqualTo(2 * (layer + 2 * 64 * 64 + 3 * 2 * 64));
    assertThat(model.parameterCount().withMultiTokenPrediction())
        .isEqualTo(plain.parameters() + model.parameterCount().multiTokenPrediction());
  }

  @Test
  void equalLayersBecomeOneInstance() {
    ModelArchitecture model =
        ModelArchitecture.of("m", 64, 100, List.of(gptLayer(64, 4), gptLayer(64, 4)));
    assertThat(model.layers().get(0)).isSameAs(model.layers().get(1));
    assertThat(model.distinctLayers()).isEqualTo(Map.of(gptLayer(64, 4), 2));
  }

  @Test
  void aLayerHasOneNormBeforeEachHalfThatIsThere() {
    SequenceMixer mixer = GroupedQueryAttention.of(4, 4, 16);
    FeedForward network = DenseFeedForward.of(64, Activation.SWIGLU);
    assertThat(Layer.of(mixer, network, Norm.RMS).norms()).isEqualTo(2);
    assertThat(Layer.of(mixer, new NoFeedForward(), Norm.RMS).norms()).isEqualTo(1);
    assertThat(Layer.of(new NoMixer(), network, Norm.RMS).norms()).isEqualTo(1);
    assertThatThrownBy(() -> Layer.of(new NoMixer(), new NoFeedForward(), Norm.RMS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a mixer or a feed-forward network");
  }

  @Test
  void refusesSizesThatNoModelHas() {
    List<Layer> layers = List.of(gptLayer(64, 4));
    assertThatThrownBy(() -> ModelArchitecture.of("m", 0, 100, layers))
        .hasMessageContaining("hidden size")
        .hasMessageContaining("0");
    assertThatThrownBy(() -> ModelArchitecture.of("m", 64, 1 << 25, layers))
        .hasMessageContaining("vocabulary");
    assertThatThrownBy(() -> ModelArchitecture.of("m", 64, 100, List.of()))
        .hasMessageContaining("layers: 0");
  }
}
