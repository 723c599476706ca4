package io.millrace.model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FigureTest {

  @Test
  void exchangesTheEndsOfItsRangeWhenItIsInverted() {
    assertThat(new Figure(4, 2, 5, "s").inverse(100, "1/s"))
        .isEqualTo(new Figure(25, 20, 50, "1/s"));
  }

  @Test
  void scalesWithItsRange() {
    assertThat(new Figure(4, 2, 5, "s").times(10, "J")).isEqualTo(new Figure(40, 20, 50, "J"));
  }

  @Test
  void liesInItsRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Figure(1, 2, 3, "s"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Figure(Double.NaN, 2, 3, "s"));
  }
}
