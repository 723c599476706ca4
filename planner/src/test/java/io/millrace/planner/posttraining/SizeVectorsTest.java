package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.launcher.Launchers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SizeVectorsTest {
  private static final PostTrainingScenario SCENARIO =
      PlacementQuestions.of(
          "ppo", 4, 2, "actor: qwen3-1.7b, critic: qwen3-0.6b", "framework: nemo-rl");
  private static final PlacementSpace SPACE = PlacementQuestions.space(SCENARIO);

  private static SizeVectors vectors(PlacementSpace space) {
    AssignmentCosts costs = PlacementQuestions.costs(space);
    return new SizeVectors(
        space, costs, new LeastTimes(space, costs), PlacementQuestions.unlimited());
  }

  @Test
  void areAllThatArePossibleOnceInTheOrderOfTheirBounds() {
    List<SizeVectors.Bounded> all = vectors(SPACE).next(Double.POSITIVE_INFINITY);

    assertThat(all).isSorted().doesNotHaveDuplicates();
    assertThat(all)
        .hasSize(IntStream.range(0, SPACE.pools()).map(this::possible).reduce(1, (a, b) -> a * b));
  }

  private int possible(int pool) {
    return (int)
        IntStream.range(0, SPACE.sizes().size()).filter(it -> SPACE.isPossible(pool, it)).count();
  }

  @Test
  void nothingIsLeftAfterTheLast() {
    SizeVectors vectors = vectors(SPACE);
    assertThat(vectors.next(Double.POSITIVE_INFINITY)).isNotEmpty();

    assertThat(vectors.next(Double.POSITIVE_INFINITY)).isEmpty();
  }

  @Test
  void haveBoundsBelowTheLimitAndAboveTheLeast() {
    List<SizeVectors.Bounded> all = vectors(SPACE).next(Double.POSITIVE_INFINITY);
    double middle = all.get(all.size() / 2).bound();

    List<SizeVectors.Bounded> below = vectors(SPACE).next(middle);

    assertThat(below).isNotEmpty().allMatch(it -> it.bound() < middle);
    assertThat(below).isEqualTo(all.subList(0, below.size()));
    assertThat(vectors(SPACE).least()).isLessThanOrEqualTo(all.getFirst().bound());
  }

  @Test
  void boundEveryAssignmentOfTheirSizes() {
    Map<Long, Double> bounds = new HashMap<>();
    vectors(SPACE)
        .next(Double.POSITIVE_INFINITY)
        .forEach(it -> bounds.put(it.packed(), it.bound()));
    AssignmentCosts costs = PlacementQuestions.costs(SPACE);
    SplittableRandom random = new SplittableRandom(3);

    for (int i = 0; i < 5000; i++) {
      Assignment assignment = PlacementQuestions.random(SPACE, random);
      long packed = 0;
      for (int pool = 0; pool < SPACE.pools(); pool++) {
        packed |= (long) SPACE.sizeOf(assignment.mesh(pool)) << 8 * pool;
      }
      assertThat(bounds.get(packed))
          .isLessThanOrEqualTo(costs.regardlessOfMemory(assignment) * (1 + 1e-9));
    }
  }

  @Test
  void fitBesideEachOtherWherePoolsAreApart() {
    PostTrainingScenario apart =
        PlacementQuestions.of(
            "dapo", 8, 4, "actor: qwen3-1.7b", "framework: verl, asynchrony: one-step");
    Layout layout =
        Launchers.find("verl").orElseThrow().arrangements(apart.workload()).stream()
            .map(it -> Layout.of(it, apart.workload().dataflow()))
            .filter(it -> it.disjoint() && it.pools() > 1)
            .findFirst()
            .orElseThrow();
    PlacementSpace space = PlacementQuestions.space(apart, layout);

    assertThat(vectors(space).next(Double.POSITIVE_INFINITY))
        .isNotEmpty()
        .allMatch(
            it ->
                IntStream.range(0, space.pools())
                        .map(pool -> space.sizes().get(it.size(pool)))
                        .sum()
                    <= 8);
  }
}
