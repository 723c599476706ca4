package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import io.millrace.simulator.lowering.posttraining.IterationEstimator;
import io.millrace.simulator.lowering.posttraining.MemoryClaims;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AssignmentCostsProperties {
  private static final String SMALL = "actor: qwen3-0.6b, critic: llama-3.2-1b";
  private static final String LARGE = "actor: qwen3-4b, critic: qwen3-1.7b";

  private static final String STREAMING =
      "framework: verl, asynchrony: streaming, stalenessThreshold: %s, partialRollouts: %s,"
          + " portions: 4";

  /** From what both the search's costs and the estimator are made. */
  private record Question(
      PlacementSpace space,
      AssignmentCosts costs,
      LeastTimes leastTimes,
      IterationEstimator estimator,
      MemoryClaims claims) {

    static Question of(PostTrainingScenario scenario) {
      PlacementSpace space = PlacementQuestions.space(scenario);
      AssignmentCosts costs = PlacementQuestions.costs(space);
      CallCosts calls = PlacementQuestions.callCosts(scenario);
      return new Question(
          space,
          costs,
          new LeastTimes(space, costs),
          new IterationEstimator(scenario, calls),
          new MemoryClaims(scenario, calls));
    }

    double between() {
      return space.scenario().framework().iteration().seconds();
    }
  }

  private static final List<Question> QUESTIONS =
      List.of(
          Question.of(PlacementQuestions.of("ppo", 2, 2, SMALL, "framework: realhf")),
          Question.of(PlacementQuestions.of("ppo", 8, 4, LARGE, "framework: nemo-rl")),
          Question.of(PlacementQuestions.of("grpo", 8, 8, LARGE, "framework: verl")),
          Question.of(
              PlacementQuestions.of(
                  "grpo", 16, 8, LARGE, "framework: nemo-rl, asynchrony: one-step")),
          Question.of(PlacementQuestions.of("dapo", 6, 2, SMALL, "framework: nemo-rl")),
          Question.of(PlacementQuestions.of("remax", 4, 4, LARGE, "framework: nemo-rl")),
          Question.of(PlacementQuestions.of("remax", 4, 2, SMALL, "framework: realhf")),
          Question.of(PlacementQuestions.of("dapo", 8, 4, SMALL, STREAMING.formatted(0.5, true))),
          Question.of(PlacementQuestions.of("ppo", 4, 4, SMALL, STREAMING.formatted(0.0, false))));

  @Property(tries = 400)
  void areThoseOfThePlan(@ForAll @IntRange(max = 8) int number, @ForAll long seed) {
    Question question = QUESTIONS.get(number);
    Assignment assignment = PlacementQuestions.random(question.space(), new SplittableRandom(seed));

    double seconds = question.costs().regardlessOfMemory(assignment);

    PostTrainingPlan plan = question.space().plan(assignment);
    double estimate = question.estimator().estimate(plan).seconds() - question.between();
    assertThat(seconds).isCloseTo(estimate, within(1e-9 * estimate));
  }

  @Property(tries = 400)
  void areInfiniteWhereThePlanDoesNotFit(@ForAll @IntRange(max = 8) int number, @ForAll long seed) {
    Question question = QUESTIONS.get(number);
    Assignment assignment = PlacementQuestions.random(question.space(), new SplittableRandom(seed));

    boolean fits = question.costs().of(assignment) < Double.POSITIVE_INFINITY;

    PostTrainingPlan plan = question.space().plan(assignment);
    assertThat(fits).isEqualTo(question.claims().missing(plan).isEmpty());
  }

  /** Whatever trainers or others are left out: how searches cut branches. */
  @Property(tries = 1000)
  void boundsOfPartialChoicesAreNotAboveAnyCompletion(
      @ForAll @IntRange(max = 8) int number, @ForAll long seed) {
    Question question = QUESTIONS.get(number);
    PlacementSpace space = question.space();
    SplittableRandom random = new SplittableRandom(seed);
    Assignment whole = PlacementQuestions.random(space, random);
    boolean[] chosen = new boolean[space.groups().size()];
    double[] least = new double[space.scenario().workload().dataflow().calls().size()];
    for (int group = 0; group < chosen.length; group++) {
      chosen[group] = random.nextBoolean();
      int size = space.sizeOf(whole.mesh(space.groups().get(group).pool()));
      for (int call : space.groups().get(group).calls()) {
        least[call] = question.leastTimes().of(call, size);
      }
    }

    double bound = question.costs().bound(whole, chosen, least);

    double seconds = question.costs().regardlessOfMemory(whole);
    assertThat(bound).isLessThanOrEqualTo(seconds * (1 + 1e-9));
    if (question.costs().of(whole) < Double.POSITIVE_INFINITY) {
      assertThat(question.costs().fits(whole, chosen)).isTrue();
    }
  }

  /** Why a proof looks at one of them alone. */
  @Property(tries = 400)
  void mirrorImagesCostTheSame(@ForAll @IntRange(max = 8) int number, @ForAll long seed) {
    Question question = QUESTIONS.get(number);
    PlacementSpace space = question.space();
    int devices = space.scenario().cluster().devices();
    Assignment one = PlacementQuestions.random(space, new SplittableRandom(seed));
    Assignment other = one.copy();
    for (int pool = 0; pool < space.pools(); pool++) {
      DeviceMesh mesh = space.mesh(one.mesh(pool));
      DeviceMesh mirrored = new DeviceMesh(devices - mesh.end(), mesh.size());
      other.placePool(pool, space.meshes().indexOf(mirrored));
    }

    double seconds = question.costs().regardlessOfMemory(one);

    assertThat(question.costs().regardlessOfMemory(other))
        .isCloseTo(seconds, within(1e-9 * seconds));
    assertThat(question.costs().of(other) < Double.POSITIVE_INFINITY)
        .isEqualTo(question.costs().of(one) < Double.POSITIVE_INFINITY);
  }

  /** As sizes of meshes are bounded before it is known where these lie. */
  @Property(tries = 400)
  void boundsOfSizesAloneAreNotAboveAnyPlanWithThem(
      @ForAll @IntRange(max = 8) int number, @ForAll long seed) {
    Question question = QUESTIONS.get(number);
    PlacementSpace space = question.space();
    Assignment whole = PlacementQuestions.random(space, new SplittableRandom(seed));
    double[] least = new double[space.scenario().workload().dataflow().calls().size()];
    int[] alone = new int[least.length];
    for (int call = 0; call < least.length; call++) {
      alone[call] = 1 << call;
    }
    for (Layout.Calls group : space.groups()) {
      for (int call : group.calls()) {
        least[call] = question.leastTimes().of(call, space.sizeOf(whole.mesh(group.pool())));
        assertThat(question.leastTimes().any(call)).isLessThanOrEqualTo(least[call]);
      }
    }

    double bound = question.costs().bound(least, alone);

    assertThat(bound).isLessThanOrEqualTo(question.costs().regardlessOfMemory(whole) * (1 + 1e-9));
  }
}
