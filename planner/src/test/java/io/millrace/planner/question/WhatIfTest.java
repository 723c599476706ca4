package io.millrace.planner.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.PlanningReport;
import io.millrace.planner.Planner;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.Questions;
import io.millrace.planner.search.StopSign;
import io.millrace.simulator.cost.Calibration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the best plan of a small model on four devices where inputs change. */
class WhatIfTest {
  private static PlanningRequest request;
  private static PlanningReport report;
  private static WhatIf whatIf;

  @BeforeAll
  static void ask() {
    request = PlanningRequest.of(Questions.gpt(8, 1024, 4, 16)).withTop(3);
    report = Planner.calibrated().plan(request);
    whatIf = WhatIf.of(request, Calibration.bundled(), report);
  }

  private static ChangedInputs times(Input input, double factor) {
    return new ChangedInputs(
        OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Map.of(input, factor));
  }

  private static double seconds(WhatIfAnswer answer) {
    return answer.best().orElseThrow().estimate().seconds();
  }

  @Test
  void nothingChangedIsTheAnswerItself() {
    PlannedRun best = report.best().orElseThrow();
    WhatIfAnswer known = whatIf.known(ChangedInputs.NONE);
    assertThat(seconds(known)).isLessThanOrEqualTo(best.estimate().seconds());
    assertThat(known.searched()).isFalse();
    WhatIfAnswer searched = whatIf.searched(ChangedInputs.NONE, new StopSign());
    assertThat(searched.gap()).hasValue(0);
    assertThat(seconds(searched)).isCloseTo(best.estimate().seconds(), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 1.25, 2})
  void aSearchIsNeverWorseThanWhatWasKnownAndAsGoodAsPlanningAnew(double factor) {
    ChangedInputs changed = times(Input.TENSOR_ENGINES, factor);
    WhatIfAnswer known = whatIf.known(changed);
    WhatIfAnswer searched = whatIf.searched(changed, new StopSign());
    PlanningRequest anew = PlanningRequest.of(whatIf.scenario(changed).orElseThrow());
    double optimum =
        Planner.calibrated().plan(anew).plans().stream()
            .mapToDouble(it -> it.estimate().seconds())
            .min()
            .orElseThrow();
    assertThat(seconds(searched)).isLessThanOrEqualTo(seconds(known));
    assertThat(seconds(searched)).isCloseTo(optimum, within(2e-3 * optimum));
    assertThat(searched.searched()).isTrue();
  }

  @Test
  void fasterEnginesAndLinksNeverSlow() {
    for (Input input :
        new Input[] {Input.TENSOR_ENGINES, Input.MEMORY_BANDWIDTH, Input.SCALE_UP_BANDWIDTH}) {
      double before = seconds(whatIf.known(ChangedInputs.NONE));
      assertThat(seconds(whatIf.known(times(input, 1.5))))
          .as(input.key())
          .isLessThanOrEqualTo(before);
    }
  }

  @Test
  void onFewerDevicesPlansGetFewerReplicas() {
    ChangedInputs half =
        new ChangedInputs(OptionalInt.of(2), OptionalInt.empty(), OptionalInt.empty(), Map.of());
    PlannedRun best = whatIf.known(half).best().orElseThrow();
    assertThat(best.devices()).isEqualTo(2);
    assertThat(best.plan().strategy().devices()).isEqualTo(2);
    assertThat(best.estimate().seconds()).isGreaterThan(seconds(whatIf.known(ChangedInputs.NONE)));
  }

  @Test
  void whereNoKnownPlanFitsAnyMoreOneThatDoesIsFoundNearby() {
    double needed = report.best().orElseThrow().estimate().memory().count();
    double capacity = report.best().orElseThrow().estimate().capacity().count();
    ChangedInputs tight = times(Input.MEMORY_CAPACITY, 0.9 * needed / capacity);
    assertThat(whatIf.known(tight).best()).isPresent();
  }

  @Test
  void theBestIsSimulatedUnderTheSameInputs() {
    ChangedInputs changed = times(Input.TENSOR_ENGINES, 2);
    PlannedRun best = whatIf.known(changed).best().orElseThrow();
    double simulated = whatIf.simulated(changed, best.plan()).orElseThrow().iterationTime().value();
    assertThat(simulated).isCloseTo(best.estimate().seconds(), within(0.05 * simulated));
  }

  @Test
  void aSearchThatIsStoppedSaysHowMuchCouldBeLost() {
    StopSign stop = new StopSign();
    stop.raise();
    WhatIfAnswer stopped = whatIf.searched(times(Input.TENSOR_ENGINES, 2), stop);
    assertThat(stopped.gap().orElseThrow()).isBetween(0.0, 1.0);
    assertThat(stopped.best()).isPresent();
  }

  @Test
  void anInputOfWhichNobodySaysWhatItIsCannotBeChanged() {
    WhatIf unpriced =
        WhatIf.about(
            PlanningRequest.of(Questions.unpriced()),
            Calibration.bundled(),
            report.plans().stream().map(PlannedRun::plan).toList());
    assertThat(unpriced.allows(times(Input.PRICE, 2))).isFalse();
    assertThat(unpriced.known(times(Input.PRICE, 2)).plans()).isEmpty();
  }

  @Test
  void inputsThatComeInStepsAreGivenAsNumbers() {
    assertThatThrownBy(() -> times(Input.GLOBAL_BATCH, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("globalBatch");
  }
}
