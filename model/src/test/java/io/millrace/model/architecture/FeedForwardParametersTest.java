package io.millrace.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeedForwardParametersTest {

  @ParameterizedTest
  @EnumSource(Activation.class)
  void aNetworkHasAsManyMatricesAsItsActivationSays(Activation activation) {
    assertThat(DenseFeedForward.of(300, activation).parameters(100))
        .isEqualTo(Parameters.weights(activation.matrices() * 30_000L));
  }

  @Test
  void onlyGatedActivationsHaveAThirdMatrix() {
    assertThat(Activation.all().stream().filter(Activation::gated))
        .containsExactly(Activation.SWIGLU, Activation.GEGLU);
  }

  @Test
  void biasesAreOnePerOutputOfEachProjection() {
    assertThat(new DenseFeedForward(300, Activation.GELU, true).parameters(100).biases())
        .isEqualTo(300 + 100);
    assertThat(new DenseFeedForward(300, Activation.SWIGLU, true).parameters(100).biases())
        .isEqualTo(600 + 100);
  }

  @Test
  void aTokenMeetsTheRouterItsExpertsAndTheSharedOnes() {
    MixtureOfExperts experts = MixtureOfExperts.of(64, 6, 50, 100, Activation.SWIGLU);
    long expert = 3 * 10 * 50;
    assertThat(experts.parameters(10).total()).isEqualTo(640 + 64 * expert + 3 * 10 * 100);
    assertThat(experts.activeParameters(10).total()).isEqualTo(640 + 6 * expert + 3 * 10 * 100);
  }

  @Test
  void expertsOnALatentAreNarrowerAndNeedTwoProjections() {
    MixtureOfExperts experts =
        MixtureOfExperts.of(8, 2, 50, 0, Activation.SQUARED_RELU).withLatent(4);
    assertThat(experts.expertWidth(10)).isEqualTo(4);
    assertThat(experts.expert(10).total()).isEqualTo(2 * 4 * 50);
    assertThat(experts.sharedExperts(10).total()).isEqualTo(2 * 10 * 4);
  }

  @Test
  void routerBiasExpertBiasAndSharedGateAddVectors() {
    MixtureOfExperts plain = MixtureOfExperts.of(8, 2, 50, 20, Activation.SWIGLU);
    assertThat(plain.withRouterBias(true).router(10).biases()).isEqualTo(8);
    assertThat(plain.withExpertBias(true).expert(10).biases()).isEqualTo(50 + 50 + 10);
    assertThat(plain.withSharedGate(true).sharedExperts(10).total())
        .isEqualTo(plain.sharedExperts(10).total() + 10);
  }

  @Test
  void refusesMoreExpertsPerTokenThanThereAre() {
    assertThatThrownBy(() -> MixtureOfExperts.of(4, 5, 50, 0, Activation.SWIGLU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 experts of 4");
  }
}
