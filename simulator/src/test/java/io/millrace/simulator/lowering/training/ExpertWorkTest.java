package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.simulator.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What experts make a device and its host do, by how a framework runs them. */
class ExpertWorkTest {
  /** Dropless experts in a loop of the host. */
  private static final String LOOP = "megatron-bridge-2026@26.04.01";

  /** The same over plain all-to-all. */
  private static final String PLAIN = "megatron-bridge-2026@25.11";

  /** Experts padded to a capacity. */
  private static final String PADDED = "megatron-bridge-2026@25.09";

  /** Experts of which one kernel does what belongs to a product. */
  private static final String FUSED = "megatron-bridge-2026";

  private static SampleWork work(String framework, String precision) {
    return SampleWork.of(sample(framework, precision));
  }

  private static Sample sample(String framework, String precision) {
    return Sample.mixture()
        .with("workload.framework", framework)
        .with("workload.precision", precision)
        .with("plan.data", 4)
        .with("plan.expert", 4);
  }

  private static List<String> names(List<Step> steps) {
    return steps.stream().map(Step::name).toList();
  }

  private static double hostSeconds(List<Step> steps, boolean waits) {
    return steps.stream()
        .filter(Step.Host.class::isInstance)
        .map(Step.Host.class::cast)
        .filter(it -> it.waits() == waits)
        .mapToDouble(Step.Host::seconds)
        .sum();
  }

  @Test
  void fusedExpertsActivateAndConvertInTheirProducts() {
    SampleWork fused = work(FUSED, "mxfp8");

    assertThat(names(fused.forward()))
        .contains("expert up", "expert down", "expert conversion")
        .doesNotContain("expert activation", "expert inner conversion");
    assertThat(names(fused.backward()))
        .doesNotContain("expert activation", "expert inner gradient conversion");
  }

  @ParameterizedTest
  @CsvSource({LOOP + ", mxfp8", FUSED + ", fp8-current-scaling"})
  void otherExpertsActivateAndConvertBetweenTheirProducts(String framework, String precision) {
    SampleWork work = work(framework, precision);

    assertThat(names(work.forward())).contains("expert activation", "expert inner conversion");
    assertThat(names(work.backward())).contains("expert inner gradient conversion");
  }

  /** Only where the number of tokens of each expert is not known ahead or on the device. */
  @ParameterizedTest
  @CsvSource({LOOP + ", mxfp8, true", FUSED + ", bf16, true", PADDED + ", bf16, false"})
  void theHostWaitsForCountsThatItMustKnow(String framework, String precision, boolean waits) {
    SampleWork work = work(framework, precision);

    assertThat(hostSeconds(work.forward(), true) > 0).isEqualTo(waits);
    assertThat(hostSeconds(work.backward(), true)).isZero();
  }

  @Test
  void anIterationThatIsOneGraphNeedsNoHost() {
    SampleWork fused = work(FUSED, "mxfp8");

    assertThat(fused.context().launchSeconds()).isZero();
    assertThat(hostSeconds(fused.forward(), true) + hostSeconds(fused.forward(), false)).isZero();
    assertThat(work(FUSED, "bf16").context().launchSeconds()).isPositive();
  }

  @Test
  void modelsWithoutExpertsAreNoGraph() {
    Sample dense =
        Sample.llama().with("workload.framework", FUSED).with("workload.precision", "mxfp8");

    assertThat(SampleWork.of(dense).context().launchSeconds()).isPositive();
  }

  /** Two products forward, four backward, in each of eight layers. */
  @Test
  void theHostIssuesEachExpertsProducts() {
    SampleWork two = work(LOOP, "bf16");
    SampleWork eight = SampleWork.of(sample(LOOP, "bf16").with("plan.expert", 1));
    double each = two.context().framework().experts().issue().seconds();

    assertThat(hostSeconds(two.forward(), false)).isCloseTo(8 * 2 * 2 * each, within(1e-9));
    assertThat(hostSeconds(two.backward(), false)).isCloseTo(8 * 4 * 2 * each, within(1e-9));
    assertThat(hostSeconds(eight.forward(), false)).isCloseTo(8 * 2 * 8 * each, within(1e-9));
  }

  /** Forward the operands of both products are converted, which is two more calls for each. */
  @Test
  void convertingOperandsCostsTheHostMoreThanTheProducts() {
    double plain = hostSeconds(work(LOOP, "bf16").forward(), false);
    double converted = hostSeconds(work(LOOP, "mxfp8").forward(), false);

    assertThat(converted).isCloseTo(3 * plain, withPercentage(1e-6));
  }

  @Test
  void tokensThatGoToARankOnceAreCopiedThere() {
    assertThat(names(work(PLAIN, "bf16").forward()))
        .contains("dispatch permutation", "dispatch sorting");
    assertThat(names(work(LOOP, "bf16").forward()))
        .contains("dispatch sorting")
        .doesNotContain("dispatch permutation");
  }

  /** Of eight copies over eight ranks 8 (1 - (7/8)^8) = 5.25 reach different ones. */
  @Test
  void someCopiesShareARank() {
    ExpertLoad load = new ExpertLoad(1, 1, 16, 8, 2048, false);

    assertThat(load.distinctShare(8)).isCloseTo(1 - Math.pow(7 / 8.0, 8), within(1e-12));
    assertThat(load.distinctShare(1)).isCloseTo(1 / 8.0, within(1e-12));
  }

  /**
   * What FP8 stands for in the recipes of a line: with a maximum of its own, a tensor is read
   * twice.
   */
  @Test
  void eightBitsWithoutMoreAreScaledAsTheLineDoes() {
    assertThat(Conversion.scaling(work(FUSED, "fp8").context()))
        .isEqualTo(Conversion.scaling(work(FUSED, "fp8-current-scaling").context()));
    assertThat(Conversion.scaling(work("megatron-core-2024", "fp8").context()))
        .isNotEqualTo(Conversion.scaling(work(FUSED, "fp8").context()));
  }
}
