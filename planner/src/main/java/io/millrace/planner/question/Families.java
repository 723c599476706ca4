package io.millrace.planner.question;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.report.Explanation.Alternative;
import io.millrace.planner.search.BranchAndBound;
import io.millrace.planner.search.Found;
import io.millrace.planner.search.SearchResult;
import io.millrace.planner.search.Setting;
import io.millrace.planner.search.StopSign;
import io.millrace.planner.space.PlanSpace;
import io.millrace.planner.space.Rule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * For models with experts, the best plan of the family that people would ask for: with experts
 * spread where a plan does not spread them, and the other way round. Degrees that lie next to a
 * plan's are no answer: the best of the family may differ in all of them.
 */
record Families(Asked asked, Situation situation, Pricing pricing, Priced own) {
  /**
   * Plans that are costed in a family: ten times those of a single set of degrees next to the
   * plan's, as a family has many sets. Where a search ends early, the loss is said to be at most so
   * much.
   */
  private static final long WORK = 1_000;

  private static final String EXPERT = "expert";

  List<Alternative> alternatives() {
    if (!situation.scenario().model().hasExperts()) {
      return List.of();
    }
    int degree = own.plan().strategy().expert();
    return List.of(
        degree > 1
            ? best("%d -> 1, the best nearby".formatted(degree), false)
            : best("1 -> more, the best nearby", true));
  }

  /**
   * Whether the other degrees are no more than doubled or halved: the rest is searched for long.
   */
  private boolean isNear(ParallelStrategy degrees) {
    ParallelStrategy its = own.plan().strategy();
    return isNear(degrees.tensor(), its.tensor())
        && isNear(degrees.pipeline(), its.pipeline())
        && isNear(degrees.context(), its.context());
  }

  private static boolean isNear(int degree, int other) {
    return degree <= 2 * other && other <= 2 * degree;
  }

  private Alternative best(String change, boolean spread) {
    Setting whole = asked.setting(situation.scenario());
    Rule family =
        Rule.ofDegrees(
            EXPERT + " parallelism",
            "the family that is looked at",
            "a question",
            (_, plan) -> plan.strategy().expert() > 1 == spread && isNear(plan.strategy()));
    Setting setting =
        new Setting(
            0,
            whole.scenario(),
            new PlanSpace(
                whole.scenario(),
                Stream.concat(whole.space().rules().stream(), Stream.of(family)).toList()),
            whole.goal());
    SearchResult result =
        new BranchAndBound(List.of(setting), 1, WORK, false, new StopSign(), _ -> {})
            .run(asked.request().threads(), _ -> pricing.costs().forAnotherThread());
    Optional<Priced> best = result.best().stream().findFirst().map(Found::plan).map(pricing::of);
    return new Alternative(
        EXPERT,
        change,
        best.map(it -> it.plan().label()).orElse(""),
        best.map(it -> OptionalDouble.of(it.lossAgainst(own))).orElse(OptionalDouble.empty()),
        best.isPresent() && !result.finished(),
        best.isPresent() ? Optional.empty() : Optional.of("no such plan fits"));
  }
}
