package io.millrace.scenarios.query.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NumberAxisTest {

  @Test
  void numbersThatSpanLittleLieEvenly() {
    NumberAxis axis = NumberAxis.of(3, 17, 0, 100);

    assertThat(axis.ticks()).containsExactly(0.0, 5.0, 10.0, 15.0, 20.0);
    assertThat(axis.position(5)).isCloseTo(25, within(1e-9));
  }

  @Test
  void numbersThatSpanMuchLieByTheirLogarithm() {
    NumberAxis axis = NumberAxis.of(3, 170, 0, 100);

    assertThat(axis.ticks()).containsExactly(2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0);
    assertThat(axis.position(20)).isCloseTo(50, within(1e-9));
  }

  @Test
  void manyDecadesAreThinned() {
    assertThat(NumberAxis.of(1, 1e20, 0, 100).ticks())
        .hasSizeLessThanOrEqualTo(9)
        .startsWith(1.0, 1e3, 1e6);
  }

  @Test
  void negativeNumbersLieEvenly() {
    assertThat(NumberAxis.of(-1, 1, 0, 100).ticks()).contains(-1.0, 0.0, 1.0);
  }

  @Test
  void oneNumberHasAnAxisToo() {
    assertThat(NumberAxis.of(7, 7, 0, 100).position(7)).isBetween(0.0, 100.0);
    assertThat(NumberAxis.of(0, 0, 0, 100).position(0)).isBetween(0.0, 100.0);
  }
}
