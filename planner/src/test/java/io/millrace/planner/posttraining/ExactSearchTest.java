package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.search.StopSign;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExactSearchTest {
  private static final String TINY = "actor: qwen3-0.6b, critic: qwen3-0.6b";
  private static final String MIXED =
      "actor: llama-3.2-1b, reference: qwen3-0.6b," + " reward: qwen3-1.7b, critic: qwen3-0.6b";

  /** States of training fill most of two or three devices. */
  private static final String TIGHT = "actor: qwen3-1.7b, critic: qwen3-0.6b, reward: qwen3-4b";

  private static final String TIGHTER = "actor: llama-3.2-3b, critic: qwen3-1.7b";
  private static final List<String> MODELS = List.of(TINY, MIXED, TIGHT, TIGHTER);

  static Stream<Arguments> small() {
    List<Arguments> instances = new ArrayList<>();
    for (String models : MODELS) {
      for (String framework : List.of("realhf", "nemo-rl")) {
        instances.add(Arguments.of("ppo", 2, 2, models, "framework: " + framework));
        instances.add(Arguments.of("dapo", 4, 4, models, "framework: " + framework));
        instances.add(Arguments.of("remax", 2, 2, models, "framework: " + framework));
      }
      instances.add(Arguments.of("dpo", 3, 1, models, "framework: realhf"));
      instances.add(Arguments.of("ppo", 2, 1, models, "framework: nemo-rl"));
      instances.add(Arguments.of("dapo", 4, 2, models, "framework: nemo-rl, asynchrony: one-step"));
      instances.add(Arguments.of("dapo", 4, 4, models, "framework: verl, asynchrony: one-step"));
    }
    instances.add(Arguments.of("grpo", 4, 2, TIGHT, "framework: nemo-rl"));
    instances.add(Arguments.of("grpo", 4, 4, MIXED, "framework: nemo-rl, asynchrony: one-step"));
    return instances.stream();
  }

  @ParameterizedTest(name = "{0} on {1} devices, {2} a node, {3}, {4}")
  @MethodSource("small")
  void findsWhatLookingAtEveryPlanFinds(
      String algorithm, int devices, int node, String models, String more) {
    compare(PlacementQuestions.of(algorithm, devices, node, models, more));
  }

  static Stream<Arguments> larger() {
    List<Arguments> instances = new ArrayList<>();
    for (String models : MODELS) {
      instances.add(Arguments.of("grpo", 4, 4, models, "framework: nemo-rl"));
      instances.add(Arguments.of("grpo", 4, 2, models, "framework: verl, asynchrony: one-step"));
      instances.add(Arguments.of("dpo", 4, 2, models, "framework: realhf"));
      instances.add(Arguments.of("dapo", 8, 4, models, "framework: nemo-rl"));
      instances.add(Arguments.of("ppo", 3, 1, models, "framework: nemo-rl"));
    }
    return instances.stream();
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0} on {1} devices, {2} a node, {3}, {4}")
  @MethodSource("larger")
  void findsWhatLookingAtEveryPlanFindsInLargerSpaces(
      String algorithm, int devices, int node, String models, String more) {
    compare(PlacementQuestions.of(algorithm, devices, node, models, more));
  }

  private static void compare(PostTrainingScenario scenario) {
    EveryPlan every = EveryPlan.of(scenario);
    ExactSearch search = PlacementQuestions.prove(PlacementQuestions.space(scenario));

    assertThat(every.count()).isGreaterThan(500);
    if (every.seconds() < Double.POSITIVE_INFINITY) {
      assertThat(search.seconds()).isCloseTo(every.seconds(), within(1e-8 * every.seconds()));
    } else {
      assertThat(search.seconds()).isInfinite();
    }
    assertThat(search.bound()).isEqualTo(search.seconds());
  }

  /** Instances above where nothing or everything fits would prove little about memory. */
  @Test
  void someOfTheQuestionsAreTightAndFewHaveNoPlan() {
    List<Double> found =
        small()
            .map(Arguments::get)
            .map(
                it ->
                    PlacementQuestions.of(
                        (String) it[0], (int) it[1], (int) it[2], (String) it[3], (String) it[4]))
            .map(it -> PlacementQuestions.prove(PlacementQuestions.space(it)).seconds())
            .toList();

    assertThat(found).hasSizeGreaterThanOrEqualTo(40);
    assertThat(found.stream().filter(it -> it.isInfinite()).count()).isBetween(1L, 10L);
  }

  @Test
  void stoppedEarlyItsBoundIsBelowTheOptimumAndItsPlanIsNoBetter() {
    PlacementSpace space =
        PlacementQuestions.space(PlacementQuestions.of("ppo", 4, 4, TIGHT, "framework: nemo-rl"));
    double optimum = PlacementQuestions.prove(space).seconds();

    for (long work : new long[] {1, 10, 100, 1000, 3000}) {
      Assignment none = new Assignment(space.pools(), space.groups().size());
      ExactSearch search =
          new ExactSearch(
              space,
              PlacementQuestions.costs(space),
              none,
              Double.POSITIVE_INFINITY,
              new SearchLimit(work, new StopSign()));
      search.run();

      assertThat(search.bound()).isPositive().isLessThanOrEqualTo(optimum * (1 + 1e-9));
      assertThat(search.seconds()).isGreaterThanOrEqualTo(optimum * (1 - 1e-9));
    }
  }

  @Test
  void aPlanToBeginWithChangesNothingButTheWork() {
    PlacementSpace space =
        PlacementQuestions.space(PlacementQuestions.of("grpo", 8, 8, TIGHT, "framework: nemo-rl"));
    ExactSearch fromNothing = PlacementQuestions.prove(space);
    AssignmentCosts costs = PlacementQuestions.costs(space);
    SplittableRandom random = new SplittableRandom(7);
    Assignment start = PlacementQuestions.random(space, random);
    while (costs.of(start) == Double.POSITIVE_INFINITY) {
      start = PlacementQuestions.random(space, random);
    }

    ExactSearch fromStart =
        new ExactSearch(space, costs, start, costs.of(start), PlacementQuestions.unlimited());
    fromStart.run();

    assertThat(fromStart.seconds())
        .isCloseTo(fromNothing.seconds(), within(1e-8 * fromNothing.seconds()));
    assertThat(fromStart.bound()).isEqualTo(fromStart.seconds());
  }

  @Test
  void whatCannotBeBeatenIsLeftAlone() {
    PlacementSpace space =
        PlacementQuestions.space(PlacementQuestions.of("dapo", 4, 4, TINY, "framework: realhf"));
    ExactSearch proven = PlacementQuestions.prove(space);

    ExactSearch again =
        new ExactSearch(
            space,
            PlacementQuestions.costs(space),
            proven.best(),
            proven.seconds(),
            PlacementQuestions.unlimited());
    again.run();

    assertThat(again.best()).isEqualTo(proven.best());
    assertThat(again.seconds()).isEqualTo(proven.seconds());
  }
}
