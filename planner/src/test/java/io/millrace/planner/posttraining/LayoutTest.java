package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.launcher.Launchers;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
  private static final PostTrainingScenario GRPO =
      PlacementQuestions.of(
          "grpo", 8, 4, "actor: qwen3-1.7b", "framework: verl, asynchrony: one-step");
  private static final Dataflow DATAFLOW = GRPO.workload().dataflow();

  private static List<Layout> of(String launcher) {
    return Launchers.find(launcher).orElseThrow().arrangements(GRPO.workload()).stream()
        .map(it -> Layout.of(it, DATAFLOW))
        .toList();
  }

  @Test
  void withoutALauncherEveryCallHasPoolGroupAndSlicingOfItsOwn() {
    Layout free = Layout.free(DATAFLOW);

    assertThat(free.groups()).hasSize(DATAFLOW.placed().size());
    assertThat(free.groups().stream().map(Layout.Calls::pool)).doesNotHaveDuplicates();
    assertThat(free.groups().stream().map(Layout.Calls::slicing)).doesNotHaveDuplicates();
    assertThat(free.disjoint()).isFalse();
    assertThat(free.pools()).isEqualTo(free.groups().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"verl", "nemo-rl", "areal", "openrlhf"})
  void ofLaunchersHaveEachCallOnce(String launcher) {
    assertThat(of(launcher)).isNotEmpty();
    for (Layout layout : of(launcher)) {
      assertThat(layout.groups().stream().flatMap(it -> it.calls().stream()))
          .containsExactlyInAnyOrderElementsOf(
              DATAFLOW.placed().stream().map(DATAFLOW.calls()::indexOf).toList());
    }
  }

  /** What is beside each other in a launcher never shares a device in the search. */
  @Test
  void poolsThatHaveToBeApartAreNeverCostedTogether() {
    Layout apart =
        of("verl").stream()
            .filter(it -> it.disjoint() && it.pools() == 2)
            .findFirst()
            .orElseThrow();
    PlacementSpace space = PlacementQuestions.space(GRPO, apart);
    AssignmentCosts costs = PlacementQuestions.costs(space);
    SplittableRandom random = new SplittableRandom(5);
    int overlapping = 0;

    for (int i = 0; i < 500; i++) {
      Assignment assignment = PlacementQuestions.random(space, random);
      boolean overlap = space.mesh(assignment.mesh(0)).overlaps(space.mesh(assignment.mesh(1)));
      overlapping += overlap ? 1 : 0;
      if (overlap) {
        assertThat(costs.of(assignment)).isInfinite();
        assertThat(costs.regardlessOfMemory(assignment)).isFinite();
      }
    }
    assertThat(overlapping).isBetween(50, 450);
  }

  @Test
  void groupsThatAreSlicedAlikeDifferInDataParallelismAlone() {
    Layout alike =
        new Layout(
            "alike",
            List.of(
                new Layout.Calls(0, 0, List.of(0)), new Layout.Calls(1, 1, List.of(2)),
                new Layout.Calls(2, 1, List.of(3)), new Layout.Calls(3, 1, List.of(4))),
            false,
            Set.of());
    PlacementSpace space = PlacementQuestions.space(GRPO, alike);
    AssignmentCosts costs = PlacementQuestions.costs(space);
    SplittableRandom random = new SplittableRandom(6);
    int fitting = 0;

    for (int i = 0; i < 3000; i++) {
      Assignment assignment = PlacementQuestions.random(space, random);
      if (costs.of(assignment) < Double.POSITIVE_INFINITY) {
        fitting++;
        assertThat(space.option(assignment, 1).isSlicedAs(space.option(assignment, 2))).isTrue();
        assertThat(space.option(assignment, 2).isSlicedAs(space.option(assignment, 3))).isTrue();
      }
    }
    assertThat(fitting).isPositive();
    double free = PlacementQuestions.prove(PlacementQuestions.space(GRPO)).seconds();
    assertThat(PlacementQuestions.prove(space).seconds()).isGreaterThanOrEqualTo(free * (1 - 1e-9));
  }

  @Test
  void countsAllItsAssignments() {
    PlacementSpace space =
        PlacementQuestions.space(
            PlacementQuestions.of("ppo", 2, 2, "actor: qwen3-0.6b", "framework: realhf"));

    // two single devices, and both in two data, tensor or pipeline ranks: six calls
    assertThat(space.count()).isCloseTo(Math.pow(5, 6), within(1e-6));
  }
}
