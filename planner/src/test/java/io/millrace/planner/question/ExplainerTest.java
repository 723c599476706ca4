package io.millrace.planner.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.report.Explanation;
import io.millrace.model.report.Explanation.Alternative;
import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.Planner;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.Questions;
import io.millrace.simulator.cost.Calibration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private static final Scenario SMALL = Questions.gpt(4, 1024, 4, 8);

  private record Answer(PlanningReport report, Explanation why) {}

  /** One plan, the best by formulas. */
  private static Answer answer(Scenario scenario) {
    return answer(scenario, Long.MAX_VALUE);
  }

  private static Answer answer(Scenario scenario, long work) {
    PlanningRequest request = PlanningRequest.of(scenario).withTop(1).withWork(work);
    PlanningReport report = Planner.calibrated().plan(request);
    return new Answer(
        report, Explainer.of(request, Calibration.bundled()).explain(report).orElseThrow());
  }

  @Test
  void partsAddUpToTheIterationLargestFirst() {
    Answer answer = answer(SMALL);
    List<Explanation.Part> parts = answer.why().parts();

    PlannedRun best = answer.report().best().orElseThrow();
    assertThat(parts.stream().mapToDouble(Explanation.Part::seconds).sum())
        .isCloseTo(best.seconds(), within(1e-6 * best.seconds()));
    assertThat(parts.stream().mapToDouble(Explanation.Part::share).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(parts)
        .isSortedAccordingTo((one, other) -> Double.compare(other.seconds(), one.seconds()));
  }

  @Test
  void noNeighbourThatFitsBeatsAnOptimum() {
    Answer answer = answer(SMALL);

    assertThat(answer.report().search().open()).isZero();
    assertThat(answer.why().possible()).hasSizeGreaterThan(4);
    assertThat(answer.why().possible())
        .allSatisfy(it -> assertThat(it.loss().orElseThrow()).isGreaterThan(-1e-9));
  }

  /** The best of a family is as good as any plan of it that the search itself would find. */
  @Test
  void theBestWithExpertsSpreadIsShownWhereTheyAreNotAndTheOtherWayRound() {
    Answer answer = answer(Questions.experts(4, 4, 8));
    PlannedRun best = answer.report().best().orElseThrow();
    boolean spread = best.plan().strategy().expert() > 1;

    assertThat(answer.why().alternatives())
        .filteredOn(it -> it.choice().equals("expert") && it.change().contains("best nearby"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.plan().contains("e")).isEqualTo(!spread);
              assertThat(it.loss().orElseThrow()).isGreaterThan(-1e-9);
            });
  }

  @Test
  void whatDoesNotDivideIsNamed() {
    Answer answer = answer(Questions.gpt(4, 640, 4, 8));

    assertThat(answer.why().alternatives())
        .filteredOn(it -> it.change().contains("tensor 1 -> 2"))
        .isNotEmpty()
        .allSatisfy(
            it -> assertThat(it.impossible().orElseThrow()).contains("the 5 attention heads"));
  }

  @Test
  void saysByHowMuchANeighbourDoesNotFit() {
    Answer answer = answer(Questions.gpt(7, 6144, 1, 16), 300);

    assertThat(answer.why().alternatives())
        .extracting(it -> it.impossible().orElse(""))
        .anyMatch(it -> it.matches("does not fit: needs .* GiB, .* GiB more than a device has"));
  }

  @Test
  void aNetworkThatIsNotThereGainsNothing() {
    assertThat(answer(SMALL).why().gains())
        .isNotEmpty()
        .noneMatch(it -> it.what().contains("network"))
        .allSatisfy(it -> assertThat(it.gain()).isStrictlyBetween(0.0, 1.0))
        .isSortedAccordingTo((one, other) -> Double.compare(other.gain(), one.gain()));
  }

  @Test
  void saysTheSameEachTime() {
    assertThat(answer(SMALL).why()).isEqualTo(answer(SMALL).why());
  }

  @Test
  void namesTheDefaultsOfTheFramework() {
    assertThat(answer(SMALL).why().alternatives())
        .extracting(Alternative::change)
        .contains("what megatron-core-2024 does where nobody says");
  }
}
