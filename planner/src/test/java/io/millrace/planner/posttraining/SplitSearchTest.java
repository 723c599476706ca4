package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.search.StopSign;
import io.millrace.simulator.lowering.posttraining.IterationEstimator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitSearchTest {
  private static final PostTrainingScenario AHEAD =
      PlacementQuestions.of(
          "grpo", 16, 8, "actor: qwen3-1.7b", "framework: nemo-rl, asynchrony: one-step");
  private static final PlacementSpace SPACE = PlacementQuestions.space(AHEAD);
  private static final List<Split> SPLITS = splits(SPACE);

  private static List<Split> splits(PlacementSpace space) {
    return new SplitSearch(space, PlacementQuestions.costs(space), new StopSign()).splits();
  }

  private static DeviceMesh mesh(PostTrainingPlan plan, String call) {
    return plan.placement(call).orElseThrow().mesh();
  }

  @Test
  void splitsTwoNodesAtEveryDevice() {
    assertThat(SPLITS.stream().map(Split::training))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    assertThat(SPLITS).allMatch(it -> it.training() + it.generation() == 16);
  }

  @Test
  void trainsInFrontAndGeneratesBehind() {
    for (Split split : SPLITS) {
      assertThat(mesh(split.plan(), "actorTraining"))
          .isEqualTo(new DeviceMesh(0, split.training()));
      assertThat(mesh(split.plan(), "actorGeneration"))
          .isEqualTo(new DeviceMesh(split.training(), split.generation()));
    }
  }

  @Test
  void takesWhatItsPlansAreEstimatedToTake() {
    IterationEstimator estimator =
        new IterationEstimator(AHEAD, PlacementQuestions.callCosts(AHEAD));

    for (Split split : SPLITS) {
      assertThat(split.seconds())
          .isCloseTo(estimator.estimate(split.plan()).seconds(), within(1e-9));
    }
  }

  /** Each side runs its own calls one after the other, and no iteration is shorter than a side. */
  @Test
  void isAsSlowAsTheSlowerSideWhereOneRunsAheadOfTheOther() {
    double between = AHEAD.framework().iteration().seconds();

    for (Split split : SPLITS) {
      double slower = Math.max(split.trainingSeconds(), split.generationSeconds());
      assertThat(split.seconds()).isGreaterThanOrEqualTo(slower + between - 1e-9);
    }
  }

  @Test
  void isBoundByTheSideWithMoreToDo() {
    Split least = SPLITS.getFirst();
    Split most = SPLITS.getLast();

    assertThat(least.trainingSeconds()).isGreaterThan(most.trainingSeconds());
    assertThat(least.boundBy()).isEqualTo(Split.Side.TRAINER);
    assertThat(new Split(15, 1, most.plan(), 9, 7, 8).boundBy()).isEqualTo(Split.Side.ROLLOUT);
  }

  @Test
  void isNeverFasterThanTheBest() {
    double best =
        PlacementQuestions.prove(SPACE).seconds() + AHEAD.framework().iteration().seconds();

    assertThat(SPLITS).allMatch(it -> it.seconds() >= best * (1 - 1e-9));
  }

  @Test
  void splitsNothingWhereALauncherSharesDevices() {
    PostTrainingScenario inStep =
        PlacementQuestions.of("grpo", 8, 8, "actor: qwen3-1.7b", "framework: verl");
    Layout together =
        Layout.of(
            Launchers.find("verl").orElseThrow().arrangements(inStep.workload()).getFirst(),
            inStep.workload().dataflow());

    assertThat(splits(PlacementQuestions.space(inStep, together))).isEmpty();
  }
}
