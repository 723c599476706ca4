package io.millrace.planner.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.report.PlannedRun;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.Planner;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.Questions;
import io.millrace.planner.question.FleetAnswer.Fleet;
import io.millrace.planner.question.FleetQuestion.Aim;
import io.millrace.simulator.cost.Calibration;
import org.junit.jupiter.api.Test;

class FleetQuestionTest {
  private static final Scenario SMALL = Questions.gpt(2, 512, 8, 8);
  private static final long TOKENS_OF_AN_ITERATION = 8 * 2048;
  private static final int ITERATIONS = 1000;

  private static FleetAnswer ask(double seconds, double goodput, Aim aim) {
    return new FleetQuestion(
            (double) ITERATIONS * TOKENS_OF_AN_ITERATION, seconds, goodput, 8, aim, Long.MAX_VALUE)
        .of(PlanningRequest.of(SMALL), Calibration.bundled());
  }

  /** Seconds for all iterations on some devices, from the planner. */
  private static double seconds(int devices) {
    Scenario scenario = SMALL.with(SMALL.cluster().withDevices(devices));
    PlannedRun best =
        Planner.calibrated().plan(PlanningRequest.of(scenario).withTop(1)).best().orElseThrow();
    return ITERATIONS * best.estimate().seconds();
  }

  @Test
  void oneGroupFewerMissesTheDate() {
    double needed = 1.01 * seconds(4);

    Fleet best = ask(needed, 1, Aim.FEWEST).best().orElseThrow();

    assertThat(best.devices()).isEqualTo(4);
    assertThat(best.totalSeconds()).isLessThanOrEqualTo(needed);
    assertThat(seconds(2)).isGreaterThan(needed);
  }

  @Test
  void halfTheGoodputIsHalfTheTime() {
    double needed = 1.01 * seconds(4);

    Fleet whole = ask(needed, 1, Aim.FEWEST).best().orElseThrow();
    Fleet half = ask(2 * needed, 0.5, Aim.FEWEST).best().orElseThrow();

    assertThat(half.devices()).isEqualTo(whole.devices());
    assertThat(half.seconds()).isEqualTo(whole.seconds());
    assertThat(half.totalSeconds()).isCloseTo(2 * whole.totalSeconds(), within(1e-6));
  }

  @Test
  void twiceThePriceIsTwiceTheMoneyForTheSamePlan() {
    FleetAnswer answer = ask(1e9, 1, Aim.CHEAPEST);
    Fleet best = answer.best().orElseThrow();

    assertThat(best.dollars().orElseThrow()).isCloseTo(2 * best.deviceHours(), within(1e-9));
    assertThat(answer.looked()).containsExactly(1, 2, 4, 8);
    assertThat(answer.enough())
        .allSatisfy(it -> assertThat(it.deviceHours()).isGreaterThanOrEqualTo(best.deviceHours()));
  }

  @Test
  void whatCannotBeDoneHasANearestAnswer() {
    FleetAnswer answer = ask(1e-3, 1, Aim.FEWEST);

    assertThat(answer.best()).isEmpty();
    assertThat(answer.nearest().orElseThrow().devices()).isEqualTo(8);
    assertThat(answer.gap()).isZero();
  }

  @Test
  void theBoundOfArithmeticIsBelowEveryPlan() {
    for (int devices : new int[] {1, 8}) {
      Scenario scenario = SMALL.with(SMALL.cluster().withDevices(devices));
      assertThat(ITERATIONS * FleetQuestion.leastSeconds(scenario)).isLessThan(seconds(devices));
    }
  }
}
