package io.millrace.ui.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.scenario.Measured;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PublishedFigureTest {

  private static final double NONE = Double.NaN;

  @Test
  void prefersTheIterationTime() {
    assertThat(PublishedFigure.of(measured(102.63, 163, 3e6)))
        .hasValue(new PublishedFigure("iterationTime", "102.6 s", "iteration time"));
  }

  @Test
  void takesTheRateOfADeviceWhereThereIsNoTime() {
    assertThat(PublishedFigure.of(measured(NONE, 163, 3e6)))
        .hasValue(
            new PublishedFigure("hardwareTflopsPerDevice", "163 TFLOP/s", "hardware, per device"));
  }

  @Test
  void takesTokensWhereThereIsNothingElse() {
    assertThat(PublishedFigure.of(measured(NONE, NONE, 3_160_000)))
        .hasValue(new PublishedFigure("tokensPerSecond", "3,160,000", "tokens per second"));
  }

  @Test
  void isAbsentWhereALayoutAloneIsPublished() {
    assertThat(PublishedFigure.of(measured(NONE, NONE, NONE))).isEmpty();
  }

  private static Measured measured(double seconds, double hardwareTflops, double tokens) {
    return new Measured(
        optional(seconds),
        optional(tokens),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        optional(hardwareTflops),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        "a paper");
  }

  private static OptionalDouble optional(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
