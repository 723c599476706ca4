package io.millrace.model.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputLengthsTest {

  @Test
  void fixedLengthsAreTheSameForAll() {
    OutputLengths fixed = new OutputLengths.Fixed(896);

    assertThat(fixed.mean()).isEqualTo(896);
    assertThat(fixed.quantile(0.001)).isEqualTo(fixed.quantile(0.999)).isEqualTo(896);
    assertThat(fixed.longest()).isEqualTo(896);
  }

  @ParameterizedTest
  @CsvSource({"870, 3946, 0.7", "3053, 3946, 0.7", "5548, 8042, 0.7", "100, 100000, 1.0"})
  void cappedLengthsHaveTheMeanThatWasAskedForAfterTheCut(double mean, int longest, double spread) {
    OutputLengths lengths = OutputLengths.Capped.of(mean, longest, spread);

    double sum = 0;
    for (int i = 0; i < 4000; i++) {
      sum += lengths.quantile((i + 0.5) / 4000);
    }

    assertThat(sum / 4000).isCloseTo(mean, within(0.01 * mean));
  }

  /** Uncut, the mean of a log-normal variable is its median times exp(spread^2 / 2). */
  @Test
  void aDistantLimitLeavesTheLogNormalDistribution() {
    OutputLengths.Capped lengths = OutputLengths.Capped.of(1000, 10_000_000, 0.5);

    assertThat(lengths.median()).isCloseTo(1000 / Math.exp(0.125), within(5.0));
    assertThat(lengths.quantile(0.5)).isCloseTo(lengths.median(), within(1e-6));
    assertThat(lengths.quantile(0.8413447))
        .isCloseTo(lengths.median() * Math.exp(0.5), within(0.01));
  }

  @Test
  void aMeanNearTheLimitCutsMostResponses() {
    OutputLengths lengths = OutputLengths.Capped.of(3053, 3946, 0.7);

    assertThat(lengths.quantile(0.6)).isEqualTo(3946);
    assertThat(lengths.quantile(0.1)).isLessThan(2500);
  }

  /** That of a log-normal variable is its mean times sqrt(exp(spread^2) - 1). */
  @Test
  void theDeviationIsThatOfTheDistribution() {
    double expected = 1000 * Math.sqrt(Math.exp(0.25) - 1);

    assertThat(OutputLengths.Capped.of(1000, 10_000_000, 0.5).deviation())
        .isCloseTo(expected, within(0.03 * expected));
    assertThat(new OutputLengths.Fixed(896).deviation()).isZero();
  }

  @Test
  void refusesAMeanBeyondTheLimit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OutputLengths.Capped(5000, 4096, 0.7, 1))
        .withMessageContaining("cannot be 5000");
  }
}
