package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.Asynchrony;
import io.millrace.planner.SearchEffort;
import io.millrace.planner.posttraining.PostTrainingAnswer.Planned;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import io.millrace.planner.posttraining.launcher.Questions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PostTrainingPlannerTest {
  private static final PostTrainingPlanner PLANNER = PostTrainingPlanner.calibrated();
  private static final String MODELS = "actor: qwen3-4b, critic: qwen3-1.7b";
  private static final PostTrainingScenario GRPO =
      PlacementQuestions.of("grpo", 16, 8, MODELS, "framework: verl, asynchrony: one-step");
  private static final PostTrainingScenario PPO =
      PlacementQuestions.of("ppo", 16, 8, MODELS, "framework: realhf, sharding: zero1");

  static Stream<Arguments> launchers() {
    List<Arguments> pairs = new ArrayList<>();
    for (PostTrainingLauncher launcher : Launchers.bundled()) {
      for (PostTrainingScenario scenario : List.of(GRPO, PPO)) {
        if (launcher.refusals(scenario).isEmpty()) {
          pairs.add(Arguments.of(launcher.key(), scenario.workload().dataflow().name(), scenario));
        }
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("launchers")
  void offersALauncherOnlyPlansThatItRunsAndNoneThatIsFasterThanTheBest(
      String key, String algorithm, PostTrainingScenario scenario) {
    PostTrainingLauncher launcher = Launchers.find(key).orElseThrow();

    PostTrainingAnswer answer = PLANNER.plan(PostTrainingRequest.of(scenario).with(launcher));
    PostTrainingAnswer free = PLANNER.plan(PostTrainingRequest.of(scenario));

    Planned best = answer.best().orElseThrow();
    assertThat(launcher.refusals(best.plan(), answer.question())).isEmpty();
    for (Planned other : answer.others()) {
      assertThat(launcher.refusals(other.plan(), answer.question())).as(other.name()).isEmpty();
    }
    assertThat(best.report().feasible()).isTrue();
    assertThat(free.search().proven()).isTrue();
    assertThat(best.seconds())
        .isGreaterThanOrEqualTo(free.best().orElseThrow().seconds() * (1 - 1e-9));
    assertThat(answer.search().bound()).isLessThanOrEqualTo(best.seconds());
  }

  @Test
  void everyLauncherIsAskedSomething() {
    assertThat(launchers().map(it -> it.get()[0]).distinct())
        .containsExactlyElementsOf(Launchers.keys());
  }

  @Test
  void isNeverSlowerThanWhatPeopleRunWithoutASearch() {
    PostTrainingAnswer answer = PLANNER.plan(PostTrainingRequest.of(PPO));

    Planned best = answer.best().orElseThrow();
    assertThat(answer.others().stream().map(Planned::name))
        .contains("symmetric", "colocated", "ReaL's heuristic");
    assertThat(answer.others())
        .allMatch(it -> best.seconds() <= it.seconds() * (1 + 1e-9))
        .allMatch(it -> it.report().feasible())
        .allMatch(it -> it.gainOf(best) >= -1e-9);
    assertThat(answer.others())
        .isSortedAccordingTo((a, b) -> Double.compare(a.seconds(), b.seconds()));
  }

  /** What is beside the calls is in the bound as it is in the time of a step. */
  @Test
  void provenToBeTheBestItsBoundIsItsTime() {
    PostTrainingAnswer answer = PLANNER.plan(PostTrainingRequest.of(GRPO));

    assertThat(GRPO.framework().iteration().seconds()).isPositive();
    assertThat(answer.search().proven()).isTrue();
    assertThat(answer.search().bound()).isEqualTo(answer.best().orElseThrow().seconds());
    assertThat(
            answer
                .best()
                .orElseThrow()
                .toFile(answer.question(), answer.search())
                .findings()
                .orElseThrow())
        .satisfies(it -> assertThat(it.bound()).isEqualTo(it.estimate()));
  }

  @Test
  void theScenariosOwnPlanIsComparedWithTheBest() {
    PostTrainingScenario own =
        PPO.with(
            Questions.plan(
                Map.of(
                    "actorGeneration",
                    "d1t8p2@0-15",
                    "rewardInference",
                    "d1t8p2@0-15",
                    "referenceInference",
                    "d1t8p2@0-15",
                    "criticInference",
                    "d1t8p2@0-15",
                    "actorTraining",
                    "d1t8p2@0-15",
                    "criticTraining",
                    "d1t8p2@0-15")));

    PostTrainingAnswer answer = PLANNER.plan(PostTrainingRequest.of(own));

    assertThat(answer.others()).anyMatch(it -> it.name().equals("the scenario's own"));
  }

  @Test
  void saysWhichCallsDoNotFit() {
    PostTrainingScenario large =
        PlacementQuestions.of(
            "ppo", 8, 8, "actor: llama-3.1-70b, critic: qwen3-0.6b", "framework: realhf");

    PostTrainingAnswer answer = PLANNER.plan(PostTrainingRequest.of(large));

    assertThat(answer.feasible()).isFalse();
    assertThat(answer.refusals())
        .containsExactly("actorTraining does not fit on up to 8 devices in any way to spread it");
    assertThat(answer.search().bound()).isInfinite();
  }

  @Test
  void saysThatCallsFitAloneButNotTogether() {
    PostTrainingScenario tight =
        PlacementQuestions.of(
            "ppo",
            1,
            1,
            "actor: qwen3-1.7b, critic: qwen3-1.7b, reference: qwen3-0.6b," + " reward: qwen3-0.6b",
            "framework: realhf");

    PostTrainingAnswer answer = PLANNER.plan(PostTrainingRequest.of(tight));

    assertThat(answer.feasible()).isFalse();
    assertThat(answer.refusals().getFirst()).contains("fits alone").contains("trained");
  }

  @Test
  void doesNotSearchWhatALauncherRefuses() {
    PostTrainingScenario dpo =
        PlacementQuestions.of("dpo", 8, 8, "actor: qwen3-1.7b", "framework: verl");
    PostTrainingLauncher verl = Launchers.find("verl").orElseThrow();

    PostTrainingAnswer answer = PLANNER.plan(PostTrainingRequest.of(dpo).with(verl));

    assertThat(answer.feasible()).isFalse();
    assertThat(answer.refusals()).isEqualTo(verl.refusals(dpo)).isNotEmpty();
    assertThat(answer.search().layouts()).isEmpty();
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    PostTrainingRequest request = PostTrainingRequest.of(PPO);

    PostTrainingAnswer one = PLANNER.plan(with(request, 1, 20_000));
    PostTrainingAnswer two = PLANNER.plan(with(request, 2, 20_000));

    assertThat(PlacementJson.of(one)).isEqualTo(PlacementJson.of(two));
    assertThat(one.others()).isEqualTo(two.others());
  }

  /** So little work that nothing is proven and chains of moves have to find something. */
  @Test
  void endsAfterTheWorkThatItIsGivenWithAnHonestGap() {
    double optimum = PLANNER.plan(PostTrainingRequest.of(PPO)).best().orElseThrow().seconds();

    PostTrainingAnswer answer = PLANNER.plan(with(PostTrainingRequest.of(PPO), 1, 500));

    double best = answer.best().orElseThrow().seconds();
    assertThat(answer.search().proven()).isFalse();
    assertThat(answer.search().gap()).isBetween(0.0, 1.0);
    assertThat(answer.search().bound()).isLessThanOrEqualTo(optimum * (1 + 1e-9));
    assertThat(best).isBetween(optimum * (1 - 1e-9), 1.05 * optimum);
    assertThat(answer.search().bound()).isCloseTo(best * (1 - answer.search().gap()), within(1e-6));
  }

  /**
   * States of two models that four ranks share out at most: one of them fits on four devices, both
   * do not fit on the same devices, however many.
   */
  @Test
  void findsAPlanWhereNoKnownOneFitsAndTheProofEndsEarly() {
    String wide = "{name: wide, layers: 2, hidden: 16384, ffn: 40960, heads: 2, vocab: 32000}";
    PostTrainingScenario apart =
        PlacementQuestions.of(
            "ppo",
            8,
            8,
            "actor: %s, critic: %s, reference: qwen3-0.6b, reward: qwen3-0.6b"
                .formatted(wide, wide),
            "framework: realhf, sharding: none, recompute: full");

    PostTrainingAnswer answer = PLANNER.plan(with(PostTrainingRequest.of(apart), 1, 100));

    assertThat(answer.others()).isEmpty();
    assertThat(answer.best()).isPresent();
    assertThat(answer.search().proven()).isFalse();
  }

  @Test
  void cancelledItHasNoPlanThatIsBelowItsBound() {
    PostTrainingJob job = PLANNER.start(PostTrainingRequest.of(PPO));
    job.cancel();

    PostTrainingAnswer answer = job.result();

    assertThat(job.done()).isTrue();
    answer
        .best()
        .ifPresent(it -> assertThat(answer.search().bound()).isLessThanOrEqualTo(it.seconds()));
    assertThat(answer.feasible() || !answer.refusals().getFirst().contains("fits alone")).isTrue();
  }

  @Test
  void aTimeLimitEndsItWithAnHonestGap() {
    double optimum = PLANNER.plan(PostTrainingRequest.of(GRPO)).best().orElseThrow().seconds();

    PostTrainingAnswer answer =
        PLANNER.plan(PostTrainingRequest.of(GRPO).withTimeLimit(Duration.ofMillis(1)));

    assertThat(answer.search().bound()).isLessThanOrEqualTo(optimum * (1 + 1e-9));
    answer
        .best()
        .ifPresent(it -> assertThat(it.seconds()).isGreaterThanOrEqualTo(optimum * (1 - 1e-9)));
  }

  @Test
  void simulatesSeveralPlansAndAnswersWithTheFastestOfThem() {
    PostTrainingAnswer answer = PLANNER.plan(PostTrainingRequest.of(PPO).withTop(3));

    assertThat(answer.finalists()).hasSizeBetween(2, 3);
    assertThat(answer.finalists().getFirst()).isEqualTo(answer.best().orElseThrow());
    assertThat(answer.finalists().stream().map(Planned::plan)).doesNotHaveDuplicates();
    double fastest = answer.finalists().stream().mapToDouble(Planned::seconds).min().orElseThrow();
    assertThat(answer.search().bound()).isEqualTo(fastest);
    for (Planned finalist : answer.finalists()) {
      assertThat(answer.best().orElseThrow().simulated())
          .isLessThanOrEqualTo(finalist.simulated() + 1e-6);
      assertThat(finalist.seconds()).isLessThan(fastest * 1.03 * (1 + 1e-9));
      assertThat(finalist.report().feasible()).isTrue();
    }
  }

  @Test
  void hasOneFinalistWhereOneIsAskedFor() {
    assertThat(PLANNER.plan(PostTrainingRequest.of(GRPO).withTop(1)).finalists()).hasSize(1);
  }

  @Test
  void saysWhatTheBestWouldTakeWereGenerationToWait() {
    PostTrainingScenario inStep = GRPO.with(GRPO.workload().with(Asynchrony.NONE));

    PostTrainingAnswer ahead = PLANNER.plan(PostTrainingRequest.of(GRPO));
    PostTrainingAnswer waiting = PLANNER.plan(PostTrainingRequest.of(inStep));

    assertThat(ahead.onPolicy().orElseThrow().seconds())
        .isCloseTo(waiting.search().bound(), within(1e-6));
    assertThat(ahead.best().orElseThrow().seconds())
        .isLessThanOrEqualTo(ahead.onPolicy().orElseThrow().seconds());
    assertThat(waiting.onPolicy()).isEmpty();
  }

  @Test
  void tellsHowFarItIs() {
    PostTrainingJob job = PLANNER.start(PostTrainingRequest.of(GRPO));
    PostTrainingAnswer answer = job.result();

    PostTrainingJob.Progress progress = job.progress();

    assertThat(progress.layout()).isEqualTo(answer.search().layouts().getLast());
    assertThat(progress.bound()).isLessThanOrEqualTo(progress.seconds());
  }

  private static PostTrainingRequest with(PostTrainingRequest request, int threads, long work) {
    return request.with(new SearchEffort(Optional.empty(), work, threads));
  }
}
