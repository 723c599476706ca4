package io.millrace.model.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are known within a spread. */
class ParameterTest {

  @Test
  void movesByStandardDeviationsOfItsLogarithm() {
    Parameter parameter = new Parameter("a", 4, 0.3, "us");

    assertThat(parameter.moved(2).value()).isCloseTo(4 * Math.exp(0.6), within(1e-12));
    assertThat(parameter.moved(-1).value()).isCloseTo(4 * Math.exp(-0.3), within(1e-12));
    assertThat(parameter.moved(2).spread()).isEqualTo(0.3);
  }

  @Test
  void sharesStopAtOne() {
    Parameter share = new Parameter("a", 0.9, 0.2, "");

    assertThat(share.moved(2).value()).isEqualTo(1);
    assertThat(share.withValue(1.5).value()).isEqualTo(1);
    assertThat(share.moved(-2).value()).isCloseTo(0.9 * Math.exp(-0.4), within(1e-12));
  }

  @Test
  void numbersAboveOneAreNoShares() {
    assertThat(new Parameter("a", 2, 0.1, "").withValue(3).value()).isEqualTo(3);
  }

  @Test
  void quantitiesAreNoSharesHoweverSmall() {
    assertThat(new Parameter("a", 0.9, 0.1, "us").withValue(3).value()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesValuesWithoutALogarithm(double value) {
    assertThatThrownBy(() -> new Parameter("kernels.hopper.memory", value, 0.1, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kernels.hopper.memory")
        .hasMessageContaining(String.valueOf(value));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, 10})
  void refusesSpreadsThatAreNone(double spread) {
    assertThatThrownBy(() -> new Parameter("kernels.hopper.memory", 1, spread, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kernels.hopper.memory");
  }

  @Test
  void isWrittenWithFourDigitsAndItsSpreadWithTwo() {
    assertThat(new Parameter("a", 0.912345, 0.0317, "").text()).isEqualTo("0.9123 ± 3.2 %");
    assertThat(new Parameter("a", 4, 0.3, "us").text()).isEqualTo("4 us ± 30 %");
    assertThat(new Parameter("a", 1_234_567, 0.05, "MB").text()).isEqualTo("1235000 MB ± 5 %");
  }
}
