package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares of the time. */
class LoadTest {

  @ParameterizedTest
  @CsvSource({"-0.1, 0, 0", "0, -0.1, 0", "0, 0, -0.1", "0.5, 0.4, 0.2", "NaN, 0, 0", "0, 0, NaN"})
  void refusesWhatAreNoSharesOfOneTime(double matrix, double attention, double memory) {
    assertThatThrownBy(() -> new Load(matrix, attention, memory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("%s, %s, %s".formatted(matrix, attention, memory));
  }
}
