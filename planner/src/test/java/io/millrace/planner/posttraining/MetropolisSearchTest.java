package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetropolisSearchTest {
  private static final PostTrainingScenario PPO =
      PlacementQuestions.real(8, "llama-2-7b", "llama-2-7b", 128, 512);

  static Stream<PostTrainingScenario> questions() {
    return Stream.of(
        PPO,
        PlacementQuestions.real(16, "llama-2-13b", "llama-2-7b", 384, 256),
        PlacementQuestions.of("grpo", 8, 8, "actor: qwen3-4b", "framework: nemo-rl"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("questions")
  void isNeverBetterThanWhatIsProven(PostTrainingScenario scenario) {
    PlacementSpace space = PlacementQuestions.space(scenario);
    double optimum = PlacementQuestions.prove(space).seconds();

    MetropolisSearch chain = chain(space, 1);
    chain.run(20_000);

    assertThat(chain.seconds()).isFinite().isGreaterThanOrEqualTo(optimum * (1 - 1e-9));
    assertThat(PlacementQuestions.costs(space).of(chain.best())).isEqualTo(chain.seconds());
  }

  @Test
  void findsTheSameWithTheSameSeed() {
    PlacementSpace space = PlacementQuestions.space(PPO);
    MetropolisSearch once = chain(space, 7);
    MetropolisSearch again = chain(space, 7);
    once.run(5000);
    again.run(5000);

    assertThat(once.best()).isEqualTo(again.best());
    assertThat(once.seconds()).isEqualTo(again.seconds());
  }

  @Test
  void moreProposalsAreNeverWorse() {
    PlacementSpace space = PlacementQuestions.space(PPO);
    MetropolisSearch few = chain(space, 7);
    MetropolisSearch many = chain(space, 7);
    few.run(100);
    many.run(10_000);

    assertThat(many.seconds()).isLessThanOrEqualTo(few.seconds());
  }

  /** Rules of realhf's search_engine/enumerate.py. */
  @Test
  void goesOnlyWhereReaLsSearchGoes() {
    PlacementSpace space =
        PlacementQuestions.space(PlacementQuestions.real(16, "llama-2-7b", "llama-2-7b", 128, 512));
    Set<Integer> sizes = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      MetropolisSearch chain = chain(space, seed);
      chain.run(seed);
      for (int group = 0; group < space.groups().size(); group++) {
        PlacementOption option = space.option(chain.best(), group);
        ParallelStrategy degrees = option.placement().strategy();
        sizes.add(option.size());
        boolean trains = trains(space, group);
        assertThat(option.size()).isGreaterThanOrEqualTo(4);
        assertThat(degrees.tensor()).isLessThanOrEqualTo(8);
        assertThat(trains && degrees.tensor() * degrees.data() > 8).isFalse();
      }
    }
    assertThat(sizes).hasSizeGreaterThan(1);
  }

  private static boolean trains(PlacementSpace space, int group) {
    int call = space.groups().get(group).calls().getFirst();
    return space.scenario().workload().dataflow().calls().get(call).kind() == CallKind.TRAINING;
  }

  /** ReaL stops at a thousand candidates of a call, small meshes first, before it sorts them. */
  @Test
  void takesTheFirstThousandCandidatesHoweverSlow() {
    PlacementSpace small = PlacementQuestions.space(PPO);
    PlacementSpace large =
        PlacementQuestions.space(
            PlacementQuestions.real(128, "llama-2-7b", "llama-2-7b", 128, 2048));

    MetropolisSearch chain = chain(large, 1);

    assertThat(chain(small, 1).candidates()).allMatch(it -> it < 100);
    assertThat(chain.candidates()).contains(1000).allMatch(it -> it <= 1000);
    chain.run(2000);
    for (int group = 0; group < large.groups().size(); group++) {
      assertThat(large.option(chain.best(), group).size()).isLessThan(128);
    }
  }

  private static MetropolisSearch chain(PlacementSpace space, long seed) {
    return new MetropolisSearch(
        space, PlacementQuestions.costs(space), 0.002, seed, PlacementQuestions.unlimited());
  }
}
