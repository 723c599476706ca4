package io.millrace.simulator.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.report.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Factors around a prediction. */
class RangeTest {

  @Test
  void factorsApplyToAPrediction() {
    assertThat(new Range(0.5, 3, List.of()).around(4)).isEqualTo(new Figure(4, 2, 12, "s"));
  }

  @Test
  void withoutARangeThereIsThePredictionAlone() {
    assertThat(Range.NONE.around(4)).isEqualTo(Figure.exact(4, "s"));
    assertThat(RangeMethod.none().of(PowerLaw.of(0.1))).isEqualTo(Range.NONE);
  }

  /** A tenth of a standard normal variable lies above 1.2816. */
  @Test
  void holdsFourOfFiveOutcomesOfALogNormalError() {
    Range range = Range.logNormal(0.1 * 0.1, List.of());

    assertThat(range.low()).isCloseTo(Math.exp(-0.12816), within(1e-12));
    assertThat(range.high()).isCloseTo(Math.exp(0.12816), within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "1.1, 2", "0.9, 0.99", "0.9, Infinity", "NaN, 2", "0.9, NaN"})
  void refusesFactorsThatAreNotAroundOne(double low, double high) {
    assertThatThrownBy(() -> new Range(low, high, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(low + " to " + high);
  }
}
