package io.millrace.simulator.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.parameter.Parameter;
import io.millrace.model.report.Figure;
import io.millrace.simulator.Sample;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples, which assume nothing of a time's answer to parameters, and the first order. */
class RangeMethodsTest {
  private static final PowerLaw LAW =
      PowerLaw.of(0.03)
          .with(new Parameter("latency", 4, 0.1, "us"), 0.5)
          .with(new Parameter("rate", 0.5, 0.05, ""), -1);

  /** Ends of 20,000 samples are known to about a hundredth of a standard deviation. */
  @Test
  void agreeOnPowerLaws() {
    Range sampled = RangeMethod.sampled(20_000, 1).of(LAW);
    Range firstOrder = RangeMethod.firstOrder().of(LAW);

    assertThat(sampled.low()).isCloseTo(firstOrder.low(), within(0.003));
    assertThat(sampled.high()).isCloseTo(firstOrder.high(), within(0.003));
  }

  @Test
  void agreeToAFewPerCentOnADenseModel() {
    agree(
        Sample.llama()
            .with("plan.data", 2)
            .with("plan.tensor", 2)
            .with("plan.pipeline", 2)
            .with("workload.globalBatch", 64));
  }

  /**
   * With work enough for the host to be ahead: where host and device take equally long, the time
   * has a kink that a first-order range does not see.
   */
  @Test
  void agreeToAFewPerCentAcrossNodes() {
    agree(
        Sample.mixture()
            .with("plan.microBatch", 4)
            .with("plan.data", 16)
            .with("plan.expert", 8)
            .with("workload.globalBatch", 256));
  }

  private static void agree(Sample sample) {
    Figure sampled = time(sample, RangeMethod.sampled(400, 7));
    Figure firstOrder = time(sample, RangeMethod.firstOrder());

    assertThat(sampled.value()).isEqualTo(firstOrder.value());
    assertThat(sampled.low() / firstOrder.low()).isCloseTo(1, within(0.05));
    assertThat(sampled.high() / firstOrder.high()).isCloseTo(1, within(0.05));
  }

  private static Figure time(Sample sample, RangeMethod ranges) {
    return sample.report(Simulator.with(Calibration.bundled(), ranges)).iterationTime();
  }

  @Test
  void equalSeedsGiveEqualSamples() {
    Range once = RangeMethod.sampled(100, 1).of(LAW);

    assertThat(RangeMethod.sampled(100, 1).of(LAW)).isEqualTo(once);
    assertThat(RangeMethod.sampled(100, 2).of(LAW)).isNotEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 9})
  void aFewSamplesHaveNoTenthPart(int samples) {
    assertThatThrownBy(() -> RangeMethod.sampled(samples, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(samples));
  }
}
