package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.hardware.NumberFormat;
import org.junit.jupiter.api.Test;

class EfficientCostsTest {
  private static final Operation PRODUCT =
      new Operation.MatrixProduct(8192, 8192, 8192, NumberFormat.BF16);

  private final CostModel usual = SampleClusters.costs(SampleClusters.A100, 16);
  private final CostModel half = new EfficientCosts(usual, 0.5);

  @Test
  void halfTheEfficiencyTakesTwiceTheArithmetic() {
    assertThat(half.cost(PRODUCT).engineSeconds())
        .isCloseTo(2 * usual.cost(PRODUCT).engineSeconds(), within(1e-12));
    assertThat(half.cost(PRODUCT).memorySeconds()).isEqualTo(usual.cost(PRODUCT).memorySeconds());
  }

  @Test
  void exchangesTakeWhatTheyTook() {
    GroupPlacement group = GroupPlacement.of(SampleClusters.of(SampleClusters.A100, 16), 16, 1);
    Collective sum = new Collective(Collective.Kind.ALL_REDUCE, 1e9);

    assertThat(half.cost(sum, group)).isEqualTo(usual.cost(sum, group));
  }

  @Test
  void theClockUnderLoadIsThatOfTheDevice() {
    Load load = new Load(0.8, 0.1, 0.1);

    assertThat(half.under(load).cost(PRODUCT).engineSeconds())
        .isCloseTo(2 * usual.under(load).cost(PRODUCT).engineSeconds(), within(1e-12));
  }

  @Test
  void refusesAnEfficiencyOfNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> new EfficientCosts(usual, 0));
  }
}
