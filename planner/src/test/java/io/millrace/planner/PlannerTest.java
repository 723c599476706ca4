package io.millrace.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.planner.space.CandidateSpace;
import io.millrace.simulator.Simulator;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Planner PLANNER = Planner.exhaustive(Simulator.calibrated());

  private static Scenario scenario(String model, int devices, int globalBatch) {
    String text =
        """
        version: 1
        name: a question
        cluster: {device: nvidia-a100-sxm-80g, devices: %d, devicesPerNode: 8}
        model: %s
        workload:
          type: training
          framework: megatron-core-2024
          globalBatch: %d
          sequence: 2048
          precision: bf16
        """
            .formatted(devices, model, globalBatch);
    return ScenarioReader.bundled()
        .read(Document.parse(text, false).orThrow(), Path.of(""))
        .orThrow();
  }

  private static final String SMALL =
      "{name: small, layers: 16, hidden: 2048, ffn: 8192, heads: 16, vocab: 51200,"
          + " activation: gelu}";

  private static final String LARGE =
      "{name: large, layers: 48, hidden: 12288, ffn: 49152, heads: 96, vocab: 51200,"
          + " activation: gelu}";

  @Test
  void everyCandidateUsesEveryDevice() {
    assertThat(new CandidateSpace(scenario(SMALL, 16, 64)).candidates())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(plan -> assertThat(plan.strategy().devices()).isEqualTo(16));
  }

  @Test
  void tensorParallelismStaysInTheScaleUpDomain() {
    assertThat(new CandidateSpace(scenario(SMALL, 16, 64)).candidates())
        .extracting(plan -> plan.strategy().tensor())
        .containsOnly(1, 2, 4, 8);
  }

  @Test
  void theBestPlanComesFirstAndFits() {
    PlanRanking ranking = PLANNER.rank(scenario(SMALL, 8, 64));

    assertThat(ranking.feasible())
        .isNotEmpty()
        .isSortedAccordingTo(
            (a, b) ->
                Double.compare(
                    a.report().iterationTime().value(), b.report().iterationTime().value()))
        .allSatisfy(candidate -> assertThat(candidate.report().feasible()).isTrue());
  }

  @Test
  void aModelThatFitsOneDeviceIsNotSplit() {
    TrainingPlan best = PLANNER.rank(scenario(SMALL, 8, 64)).feasible().getFirst().plan();

    assertThat(best.strategy().tensor()).isEqualTo(1);
    assertThat(best.strategy().pipeline()).isEqualTo(1);
  }

  @Test
  void aModelThatDoesNotFitOneDeviceIsSplit() {
    PlanRanking ranking = PLANNER.rank(scenario(LARGE, 64, 64));

    assertThat(ranking.feasible()).isNotEmpty();
    assertThat(ranking.feasible().size()).isLessThan(ranking.candidates());
    assertThat(ranking.feasible())
        .allSatisfy(
            candidate ->
                assertThat(
                        candidate.plan().strategy().tensor()
                            * candidate.plan().strategy().pipeline())
                    .isGreaterThan(1));
  }

  @Test
  void theSameQuestionHasTheSameAnswer() {
    Scenario scenario = scenario(SMALL, 8, 64);

    assertThat(PLANNER.rank(scenario)).isEqualTo(PLANNER.rank(scenario));
  }
}
