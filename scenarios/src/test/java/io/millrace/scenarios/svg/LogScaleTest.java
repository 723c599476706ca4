package io.millrace.scenarios.svg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogScaleTest {

  @Test
  void givesEachDecadeTheSameLength() {
    LogScale scale = new LogScale(0.1, 100, 60, 0);

    assertThat(scale.position(0.1)).isEqualTo(60);
    assertThat(scale.position(1)).isCloseTo(40, within(1e-9));
    assertThat(scale.position(100)).isCloseTo(0, within(1e-9));
    assertThat(scale.decades()).containsExactly(0.1, 1.0, 10.0, 100.0);
    assertThat(new LogScale(2, 9, 0, 1).decades()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0.137, 0.1, 0.2", "2, 2, 2", "7, 5, 10", "430, 200, 500", "1, 1, 1"})
  void endsAtRoundNumbers(double number, double below, double above) {
    assertThat(LogScale.below(number)).isCloseTo(below, within(1e-12));
    assertThat(LogScale.above(number)).isCloseTo(above, within(1e-12));
  }

  @Test
  void refusesAnAxisWithoutLength() {
    assertThatThrownBy(() -> new LogScale(0, 1, 0, 1)).hasMessageContaining("0.0 to 1.0");
    assertThatThrownBy(() -> new LogScale(2, 2, 0, 1)).hasMessageContaining("2.0 to 2.0");
  }
}
