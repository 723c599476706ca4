package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.parameter.Parameter;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.Sample;
import io.millrace.simulator.cost.Operation.MemoryPass;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every number that predictions hang on, and what changes with one of them. */
class CalibrationTest {
  private static final Calibration CALIBRATION = Calibration.bundled();
  private static final Scenario ALONE = Sample.llama().scenario();
  private static final Parameter MEMORY = parameter("kernels.hopper.memory");
  private static final Parameter LAUNCH = parameter("frameworks.megatron-core-2024.host.launch");

  private static Parameter parameter(String path) {
    return CALIBRATION.parameters().stream()
        .filter(it -> it.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static double passSeconds(Calibration calibration) {
    return calibration.timedAlone(ALONE.cluster().device()).apply(new MemoryPass(1e9, 0)).seconds();
  }

  @Test
  void aFasterMemoryShortensPassesInProportion() {
    Calibration faster = CALIBRATION.with(List.of(MEMORY.withValue(1.1 * MEMORY.value())));

    assertThat(passSeconds(CALIBRATION) / passSeconds(faster)).isCloseTo(1.1, within(1e-9));
  }

  @Test
  void changedParametersAreListedAtTheirNewValues() {
    Parameter changed = MEMORY.withValue(0.5);

    assertThat(CALIBRATION.with(List.of(changed)).parameters())
        .contains(changed)
        .doesNotContain(MEMORY)
        .hasSameSizeAs(CALIBRATION.parameters());
  }

  @Test
  void severalParametersChangeTogether() {
    Calibration changed =
        CALIBRATION.with(List.of(MEMORY.withValue(0.5), LAUNCH.withValue(2 * LAUNCH.value())));

    assertThat(passSeconds(changed)).isGreaterThan(passSeconds(CALIBRATION));
    assertThat(changed.framework(ALONE.framework()).host().launch().seconds())
        .isCloseTo(2e-6 * LAUNCH.value(), within(1e-12));
  }

  @Test
  void changesAddUp() {
    Calibration first = CALIBRATION.with(List.of(MEMORY.withValue(0.5)));
    Calibration both = first.with(List.of(LAUNCH.withValue(1)));

    assertThat(passSeconds(both)).isEqualTo(passSeconds(first));
    assertThat(both.framework(ALONE.framework()).host().launch().seconds())
        .isCloseTo(1e-6, within(1e-12));
  }

  @Test
  void aChangedKernelLeavesFrameworksAlone() {
    assertThat(CALIBRATION.with(List.of(MEMORY.withValue(0.5))).framework(ALONE.framework()))
        .isSameAs(CALIBRATION.framework(ALONE.framework()));
  }

  @Test
  void neighboursInOneParameterAreKept() {
    List<Parameter> change = List.of(MEMORY.withValue(0.5));

    assertThat(CALIBRATION.with(change)).isSameAs(CALIBRATION.with(List.copyOf(change)));
  }

  @Test
  void noTwoParametersHaveOnePath() {
    assertThat(CALIBRATION.parameters()).extracting(Parameter::path).doesNotHaveDuplicates();
  }

  @Test
  void aDeviceAloneHasNoLinks() {
    assertThat(owners(ALONE))
        .containsExactlyInAnyOrder("kernels.hopper", "frameworks.megatron-core-2024");
  }

  @Test
  void aNodeDependsOnItsDevicesSoftwareAndLinks() {
    assertThat(owners(Sample.llama().with("plan.data", 2)))
        .containsExactlyInAnyOrder(
            "kernels.hopper", "frameworks.megatron-core-2024", "collectives.nvlink-4");
  }

  @Test
  void severalNodesDependOnTheNetworkAsWell() {
    assertThat(owners(Sample.gpt().with("plan.data", 16).with("workload.globalBatch", 16)))
        .containsExactlyInAnyOrder(
            "kernels.ampere",
            "frameworks.megatron-lm-2022",
            "collectives.nvlink-3",
            "collectives.network");
  }

  private static Set<String> owners(Sample sample) {
    return owners(sample.scenario());
  }

  /** The first two words of the paths. */
  private static Set<String> owners(Scenario scenario) {
    return CALIBRATION.parametersOf(scenario).stream()
        .map(it -> it.path().substring(0, it.path().indexOf('.', it.path().indexOf('.') + 1)))
        .collect(Collectors.toSet());
  }

  /** An estimate has a structural error that is larger where routing decides who is busy. */
  @Test
  void routedModelsLeaveMoreOut() {
    assertThat(CALIBRATION.structuralError(Sample.mixture().scenario()))
        .isGreaterThanOrEqualTo(CALIBRATION.structuralError(ALONE))
        .isPositive();
  }
}
