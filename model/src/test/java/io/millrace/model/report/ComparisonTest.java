package io.millrace.model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Figure TEN_SECONDS = new Figure(10, 8, 13, "s");

  @Test
  void isRelativeToWhatWasPublished() {
    assertThat(new Comparison("iterationTime", 12.5, TEN_SECONDS).difference())
        .isCloseTo(-0.2, within(1e-12));
  }

  @Test
  void coversWhatLiesInThePredictedRangeWithItsEnds() {
    assertThat(new Comparison("iterationTime", 7.99, TEN_SECONDS).covered()).isFalse();
    assertThat(new Comparison("iterationTime", 8, TEN_SECONDS).covered()).isTrue();
    assertThat(new Comparison("iterationTime", 13, TEN_SECONDS).covered()).isTrue();
    assertThat(new Comparison("iterationTime", 13.01, TEN_SECONDS).covered()).isFalse();
  }

  @Test
  void isInTheUnitOfThePrediction() {
    assertThat(new Comparison("iterationTime", 12.5, TEN_SECONDS).unit()).isEqualTo("s");
  }
}
