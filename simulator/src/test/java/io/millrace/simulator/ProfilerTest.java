package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.hardware.FabricLevel;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.TimePart;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.Roofline;
import io.millrace.simulator.report.IterationProfile;
import io.millrace.simulator.report.KernelUse;
import io.millrace.simulator.report.LinkUse;
import io.millrace.simulator.report.StageProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an iteration is made of is what its report says. */
class ProfilerTest {
  private static final Set<TimePart> KERNELS =
      Set.of(
          TimePart.MATRIX_PRODUCTS,
          TimePart.ATTENTION,
          TimePart.ELEMENT_WISE,
          TimePart.RECOMPUTATION,
          TimePart.OPTIMIZER);

  private static final Sample LARGE = Sample.llama().with("workload.globalBatch", 32);

  static Stream<Sample> samples() {
    return Stream.of(
        Sample.llama(),
        Sample.gpt().with("plan.recompute", "full").with("plan.pipeline", 2),
        Sample.llama().with("plan.tensor", 4).with("plan.data", 4).with("plan.pipeline", 2),
        Sample.mixture().with("plan.data", 8).with("plan.expert", 8),
        Sample.llama().with("workload.precision", "fp8"));
  }

  private static IterationProfile profile(Sample sample) {
    Scenario scenario = sample.scenario();
    return Profiler.calibrated(scenario).profile(scenario.plan().orElseThrow());
  }

  private static double seconds(IterationProfile profile, Set<TimePart> parts) {
    return profile.stages().get(profile.bottleneck()).kernels().stream()
        .filter(it -> parts.contains(it.part()))
        .mapToDouble(KernelUse::allSeconds)
        .sum();
  }

  private static double seconds(Map<TimePart, Double> breakdown) {
    return KERNELS.stream().mapToDouble(it -> breakdown.getOrDefault(it, 0.0)).sum();
  }

  @Test
  void kernelsWithNothingBesideThemTakeWhatTheBreakdownSays() {
    Sample alone = Sample.llama().with("plan.recompute", "full");
    SimulationReport report = alone.report();
    IterationProfile profile = profile(alone);

    for (TimePart part : KERNELS) {
      assertThat(seconds(profile, Set.of(part)))
          .as(part.label())
          .isCloseTo(report.breakdown().getOrDefault(part, 0.0), withPercentage(1e-4));
    }
    assertThat(profile.seconds()).isCloseTo(report.iterationTime().value(), withPercentage(1e-4));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void kernelsTakeNoLongerThanTheBreakdownSays(Sample sample) {
    SimulationReport report = sample.report();
    double all = seconds(profile(sample), KERNELS);

    // Beside exchanges they slow down, which the breakdown has and a kernel alone has not.
    assertThat(all)
        .isBetween(0.85 * seconds(report.breakdown()), 1.0001 * seconds(report.breakdown()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noKernelIsAboveTheRoof(Sample sample) {
    Scenario scenario = sample.scenario();
    for (StageProfile stage : profile(sample).stages()) {
      for (KernelUse kernel : stage.kernels()) {
        double bandwidth =
            scenario.cluster().device().mainMemory().bandwidth().orElseThrow().bytesPerSecond();
        assertThat(kernel.bytesPerSecond()).as(kernel.name()).isLessThan(bandwidth);
        kernel
            .demand()
            .format()
            .map(it -> Roofline.of(scenario.cluster().device(), it))
            .ifPresent(
                roof ->
                    assertThat(kernel.flopsPerSecond())
                        .as(kernel.name())
                        .isPositive()
                        .isLessThan(roof.at(kernel.demand().intensity())));
      }
    }
  }

  @Test
  void theRoofBendsAtTheRidge() {
    Roofline roof = profile(Sample.llama()).roofs().getFirst();

    assertThat(roof.at(roof.ridge())).isCloseTo(roof.flopsPerSecond(), withPercentage(1e-9));
    assertThat(roof.at(roof.ridge() / 2))
        .isCloseTo(roof.flopsPerSecond() / 2, withPercentage(1e-9));
    assertThat(roof.at(2 * roof.ridge())).isEqualTo(roof.flopsPerSecond());
  }

  @Test
  void aDeviceAloneHasNoLinks() {
    assertThat(profile(Sample.llama()).stages().getFirst().links()).isEmpty();
  }

  @Test
  void gradientsOfReplicasAreTheNetworksOnlyBytes() {
    IterationProfile two = profile(LARGE.with("plan.data", 16));
    List<LinkUse> links = two.stages().getFirst().links();
    double weights = Sample.llama().scenario().model().parameters();

    // An all-reduce of 16-bit or 32-bit gradients past 16 ranks, shared by the 8 of a node.
    assertThat(links).hasSize(2);
    assertThat(links.getLast().bytes())
        .isBetween(1.99 * 2 * 15 / 16 * weights / 8, 2.01 * 4 * 15 / 16 * weights / 8);
  }

  @Test
  void aSlowerNetworkIsBusyLonger() {
    Sample fast = LARGE.with("plan.data", 16);
    Sample slow = fast.with("cluster.interNodePerDevice", "1 GB/s");

    assertThat(network(slow).busySeconds()).isGreaterThan(5 * network(fast).busySeconds());
    assertThat(network(slow).bytes()).isEqualTo(network(fast).bytes());
  }

  private static LinkUse network(Sample sample) {
    return profile(sample).stages().getFirst().links().getLast();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noLinkIsBusyLongerThanTheIteration(Sample sample) {
    IterationProfile profile = profile(sample);
    for (StageProfile stage : profile.stages()) {
      assertThat(stage.links())
          .allSatisfy(
              it -> {
                assertThat(it.busySeconds()).isBetween(0.0, 1.000001 * profile.seconds());
                assertThat(it.bytes() > 0).isEqualTo(it.busySeconds() > 0);
              });
    }
  }

  @Test
  void ringsReachNoMoreThanTheLinksGive() {
    Sample sample = LARGE.with("plan.data", 32);
    Scenario scenario = sample.scenario();
    List<LinkUse> links = profile(sample).stages().getFirst().links();
    List<FabricLevel> levels = scenario.cluster().levels();
    for (int i = 0; i < levels.size(); i++) {
      assertThat(links.get(i).bytes() / links.get(i).busySeconds())
          .isLessThan(1.0001 * levels.get(i).reachableAlone().bytesPerSecond());
    }
  }

  @Test
  void offloadedActivationsGoToTheHost() {
    Sample offloading =
        Sample.llama().with("plan.activationOffload", true).with("plan.offloadLayers", 4);
    LinkUse host = profile(offloading).stages().getFirst().links().getLast();

    assertThat(host.links()).isEqualTo(LinkUse.HOST);
    assertThat(host.bytes()).isPositive();
    assertThat(host.busySeconds()).isPositive();
  }
}
