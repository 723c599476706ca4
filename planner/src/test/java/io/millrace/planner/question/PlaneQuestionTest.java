package io.millrace.planner.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.Planner;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.Questions;
import io.millrace.planner.question.PlaneAnswer.Cell;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class PlaneQuestionTest {
  private static final Scenario SCENARIO = Questions.gpt(2, 512, 2, 4);
  private static final TrainingPlan PLAN =
      Planner.calibrated().plan(PlanningRequest.of(SCENARIO)).best().orElseThrow().plan();
  private static final PlaneQuestion MEMORY_AND_ENGINES =
      new PlaneQuestion(PlaneParameter.MEMORY_BANDWIDTH, PlaneParameter.TENSOR_ENGINES);

  @Test
  void fasterHardwareIsNeverSlower() {
    PlaneAnswer answer = MEMORY_AND_ENGINES.of(SCENARIO, PLAN, Calibration.bundled(), _ -> {});

    assertThat(answer.cells()).hasSize(answer.columns().size() * answer.rows().size());
    for (int row = 0; row < answer.rows().size(); row++) {
      int wanted = row;
      List<Double> speeds =
          answer.cells().stream()
              .filter(it -> it.row() == wanted)
              .sorted(Comparator.comparingInt(Cell::column))
              .map(it -> it.tokensPerSecondPerDevice().orElseThrow())
              .toList();
      assertThat(speeds).isSorted();
    }
  }

  @Test
  void theMiddleIsThePlanAsItIs() {
    PlaneAnswer answer = MEMORY_AND_ENGINES.of(SCENARIO, PLAN, Calibration.bundled(), _ -> {});
    Cell middle =
        answer.cells().stream()
            .filter(it -> answer.columns().get(it.column()).equals("× 1"))
            .filter(it -> answer.rows().get(it.row()).equals("× 1"))
            .findFirst()
            .orElseThrow();

    assertThat(middle.scenario().plan()).contains(PLAN);
    assertThat(middle.possible()).isTrue();
  }

  @Test
  void itEndsWhereItsListenerWantsItTo() {
    List<Double> heard = new ArrayList<>();

    assertThatThrownBy(
            () ->
                MEMORY_AND_ENGINES.of(
                    SCENARIO,
                    PLAN,
                    Calibration.bundled(),
                    share -> {
                      heard.add(share);
                      throw new CancellationException();
                    }))
        .isInstanceOf(CancellationException.class);
    assertThat(heard).containsExactly(0.0);
  }

  @Test
  void twoAxesDiffer() {
    assertThatThrownBy(() -> new PlaneQuestion(PlaneParameter.SEQUENCE, PlaneParameter.SEQUENCE))
        .hasMessageContaining("sequence");
  }
}
