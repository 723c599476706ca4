package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NeighbourhoodSearchTest {
  private static final String MODELS = "actor: qwen3-4b, critic: qwen3-1.7b";

  static Stream<PostTrainingScenario> questions() {
    return Stream.of(
        PlacementQuestions.of("ppo", 8, 8, MODELS, "framework: realhf"),
        PlacementQuestions.of("ppo", 8, 4, MODELS, "framework: nemo-rl"),
        PlacementQuestions.of("grpo", 8, 8, MODELS, "framework: nemo-rl"),
        PlacementQuestions.of("grpo", 8, 4, MODELS, "framework: verl, asynchrony: one-step"),
        PlacementQuestions.of("remax", 8, 8, MODELS, "framework: nemo-rl"),
        PlacementQuestions.of("dapo", 8, 4, MODELS, "framework: nemo-rl, asynchrony: one-step"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("questions")
  void comesWithinTwoPercentOfTheProvenOptimum(PostTrainingScenario scenario) {
    PlacementSpace space = PlacementQuestions.space(scenario);
    double optimum = PlacementQuestions.prove(space).seconds();

    NeighbourhoodSearch search = search(space, start(space, 1), 1);
    search.run(60);

    assertThat(search.seconds()).isBetween(optimum * (1 - 1e-9), 1.02 * optimum);
    assertThat(PlacementQuestions.costs(space).of(search.best())).isEqualTo(search.seconds());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("questions")
  void isNeverWorseThanItsStart(PostTrainingScenario scenario) {
    PlacementSpace space = PlacementQuestions.space(scenario);
    for (int seed = 0; seed < 5; seed++) {
      Assignment start = start(space, seed);
      double before = PlacementQuestions.costs(space).of(start);

      NeighbourhoodSearch search = search(space, start, seed);
      search.run(1);

      assertThat(search.seconds()).isLessThanOrEqualTo(before);
    }
  }

  @Test
  void findsTheSameWithTheSameSeed() {
    PlacementSpace space = PlacementQuestions.space(questions().findFirst().orElseThrow());
    Assignment start = start(space, 3);

    List<NeighbourhoodSearch> twice =
        Stream.of(5L, 5L).map(seed -> search(space, start, seed)).toList();
    twice.forEach(it -> it.run(10));

    assertThat(twice.getFirst().best()).isEqualTo(twice.getLast().best());
    assertThat(twice.getFirst().seconds()).isEqualTo(twice.getLast().seconds());
    assertThat(twice.getFirst().evaluated()).isEqualTo(twice.getLast().evaluated());
  }

  @Test
  void leavesItsStartAsItWas() {
    PlacementSpace space = PlacementQuestions.space(questions().findFirst().orElseThrow());
    Assignment start = start(space, 3);
    Assignment before = start.copy();

    search(space, start, 1).run(5);

    assertThat(start).isEqualTo(before);
  }

  private static NeighbourhoodSearch search(PlacementSpace space, Assignment start, long seed) {
    return new NeighbourhoodSearch(
        space, PlacementQuestions.costs(space), start, seed, PlacementQuestions.unlimited());
  }

  private static Assignment start(PlacementSpace space, long seed) {
    return PlacementQuestions.random(space, new SplittableRandom(seed));
  }
}
