package io.millrace.planner.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.report.PlanningReport;
import io.millrace.model.report.Sensitivity;
import io.millrace.model.report.Sensitivity.Bar;
import io.millrace.model.report.Sensitivity.Side;
import io.millrace.model.scenario.Objective;
import io.millrace.planner.Planner;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.Questions;
import io.millrace.simulator.cost.Calibration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SensitivityQuestionTest {
  private static final SensitivityQuestion QUICK = SensitivityQuestion.usual().with(2000, 40);

  private static Sensitivity time;
  private static Sensitivity money;

  @BeforeAll
  static void ask() {
    time = sensitivity(Objective.TIME);
    money = sensitivity(Objective.COST);
  }

  private static Sensitivity sensitivity(Objective objective) {
    PlanningRequest request =
        PlanningRequest.of(Questions.gpt(2, 512, 2, 4)).with(objective).withTop(3);
    PlanningReport report = Planner.calibrated().plan(request);
    return QUICK.of(request, Calibration.bundled(), report).orElseThrow();
  }

  private static Bar bar(Sensitivity sensitivity, Input input) {
    return sensitivity.bars().stream()
        .filter(it -> it.input().equals(input.key()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Side> sides(Bar bar) {
    return List.of(bar.less().orElseThrow(), bar.more().orElseThrow());
  }

  @Test
  void anInputThatNothingUsesChangesNothing() {
    for (Input input : List.of(Input.NETWORK_BANDWIDTH, Input.NETWORK_LATENCY, Input.PRICE)) {
      assertThat(sides(bar(time, input)))
          .allSatisfy(it -> assertThat(it.kept().orElseThrow()).isZero())
          .allSatisfy(it -> assertThat(it.replanned().orElseThrow()).isZero())
          .noneMatch(Side::flips);
    }
  }

  @Test
  void aFifthMoreForADeviceIsAFifthMoreForATokenWhateverThePlan() {
    Bar price = bar(money, Input.PRICE);

    assertThat(price.less().orElseThrow().kept().orElseThrow()).isCloseTo(-0.2, within(1e-9));
    assertThat(price.more().orElseThrow().kept().orElseThrow()).isCloseTo(0.2, within(1e-9));
    assertThat(sides(price)).noneMatch(Side::flips);
  }

  @Test
  void fasterEnginesTakeLessTimeAndSlowerOnesMore() {
    Bar engines = bar(time, Input.TENSOR_ENGINES);

    assertThat(engines.less().orElseThrow().kept().orElseThrow()).isBetween(0.0, 0.25);
    assertThat(engines.more().orElseThrow().kept().orElseThrow()).isBetween(-1 / 6.0, 0.0);
  }

  @Test
  void aPlanThatIsMadeAnewIsNoWorseThanTheOneThatIsKept() {
    assertThat(time.bars())
        .flatExtracting(SensitivityQuestionTest::present)
        .filteredOn(it -> it.kept().isPresent())
        .allSatisfy(
            it ->
                assertThat(it.replanned().orElseThrow())
                    .isLessThanOrEqualTo(it.kept().orElseThrow() + 1e-9));
  }

  private static List<Side> present(Bar bar) {
    return Stream.of(bar.less(), bar.more()).flatMap(Optional::stream).toList();
  }

  @Test
  void theLargestEffectComesFirst() {
    assertThat(time.bars())
        .isSortedAccordingTo((one, other) -> Double.compare(other.effect(), one.effect()));
  }

  @Test
  void sharesOfTheDrawsAddUpAndTheRangeHoldsTheAnswer() {
    Sensitivity.Draws draws = time.draws();

    assertThat(draws.number()).isEqualTo(40);
    assertThat(draws.shares().stream().mapToDouble(Sensitivity.Share::share).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(draws.low()).isLessThan(1);
    assertThat(draws.high()).isGreaterThan(1);
  }

  @Test
  void saysTheSameEachTime() {
    assertThat(sensitivity(Objective.TIME)).isEqualTo(time);
  }
}
