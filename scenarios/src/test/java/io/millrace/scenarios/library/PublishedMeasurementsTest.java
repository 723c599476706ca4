package io.millrace.scenarios.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.scenario.Measured;
import io.millrace.model.scenario.Scenario;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds for the measured cases that come with the project. */
class PublishedMeasurementsTest {

  private static final List<MeasuredCase> ALL = ScenarioLibrary.open(Optional.empty()).measured();

  /** Those of training. */
  private static final List<MeasuredCase> CASES =
      ALL.stream().filter(it -> it.scenario().isPresent()).toList();

  @Test
  void allCanBeRead() {
    assertThat(ALL).allSatisfy(it -> assertThat(it.issues()).as(it.id()).isEmpty());
  }

  @Test
  void areManyEachWithAnIdOfItsOwn() {
    assertThat(ALL).extracting(MeasuredCase::id).doesNotHaveDuplicates();
    assertThat(CASES).hasSize(100);
  }

  @Test
  void thoseOfPostTrainingSayHowLongAStepTookUnderWhichPlan() {
    List<PostTrainingScenario> steps =
        ALL.stream().flatMap(it -> it.postTraining().stream()).toList();

    assertThat(steps.size()).isEqualTo(ALL.size() - CASES.size()).isEqualTo(18);
    assertThat(steps)
        .allSatisfy(
            it -> {
              Measured measured = it.published().orElseThrow();
              assertThat(measured.iterationSeconds()).as(it.name()).isPresent();
              assertThat(measured.source()).as(it.name()).contains(";");
              assertThat(it.plan()).as(it.name()).isPresent();
            });
  }

  @Test
  void allCountAndSayWhatWasMeasuredAndWhere() {
    assertThat(CASES)
        .allSatisfy(
            it -> {
              Measured measured = scenario(it).published().orElseThrow();
              assertThat(it.superseded()).as(it.id()).isFalse();
              assertThat(measured.iterationSeconds()).as(it.id()).isPresent();
              assertThat(measured.source()).as(it.id()).contains(";");
              assertThat(scenario(it).plan()).as(it.id()).isPresent();
            });
  }

  @Test
  void spanDevicesAndSizes() {
    assertThat(CASES)
        .extracting(it -> scenario(it).cluster().device().id())
        .contains(
            "nvidia-v100-sxm-32g",
            "nvidia-a100-40g",
            "nvidia-a100-sxm-80g",
            "nvidia-h100-sxm",
            "nvidia-b200-sxm",
            "nvidia-gb200-nvl72");
    assertThat(CASES)
        .extracting(it -> scenario(it).cluster().devices())
        .contains(4, 8, 64, 512, 2048, 10_752);
  }

  @Test
  void haveAThroughputThatAgreesWithTheirTime() {
    assertThat(CASES).allSatisfy(PublishedMeasurementsTest::throughputAgrees);
  }

  private static void throughputAgrees(MeasuredCase it) {
    Measured measured = scenario(it).published().orElseThrow();
    double rate = scenario(it).workload().tokens() / measured.iterationSeconds().orElseThrow();
    int devices = scenario(it).cluster().devices();

    measured
        .tokensPerSecond()
        .ifPresent(tokens -> assertThat(tokens).as(it.id()).isCloseTo(rate, withinPercentage(1)));
    measured
        .tokensPerSecondPerDevice()
        .ifPresent(
            tokens ->
                assertThat(tokens * devices).as(it.id()).isCloseTo(rate, withinPercentage(1)));
  }

  private static Scenario scenario(MeasuredCase it) {
    return it.scenario().orElseThrow();
  }
}
