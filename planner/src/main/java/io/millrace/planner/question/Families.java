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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The best plans of families that people would ask for: without a kind of parallelism that a plan
 * has, and of models with experts with experts spread where they are not. Degrees that lie next to
 * a plan's are no answer to these: the best of a family may differ in all of them.
 */
record Families(Asked asked, Situation situation, Pricing pricing, Priced own) {
  /**
   * Plans that are costed in a family: ten times those of a single set of degrees next to the
   * plan's, as a family has many sets. Where a search ends early, the loss is said to be at most so
   * much.
   */
  private static final long WORK = 1_000;

  /** A kind of parallelism, by its degree. */
  private record Kind(String name, ToIntFunction<ParallelStrategy> degree) {}

  private static final Kind EXPERT = new Kind("expert", ParallelStrategy::expert);
  private static final List<Kind> KINDS =
      List.of(
          new Kind("tensor", ParallelStrategy::tensor),
          new Kind("pipeline", ParallelStrategy::pipeline),
          new Kind("context", ParallelStrategy::context),
          EXPERT);

  List<Alternative> alternatives() {
    List<Alternative> all = new ArrayList<>();
    for (Kind kind : KINDS) {
      int degree = kind.degree().applyAsInt(own.plan().strategy());
      // One step down is the plan next to it, which the alternatives have already.
      if (degree > 2 || (degree > 1 && kind == EXPERT)) {
        all.add(best(kind, "%d -> 1, the best of all".formatted(degree), false));
      } else if (kind == EXPERT && degree == 1 && situation.scenario().model().hasExperts()) {
        all.add(best(kind, "1 -> more, the best of all", true));
      }
    }
    return all;
  }

  private Alternative best(Kind kind, String change, boolean spread) {
    Setting whole = asked.setting(situation.scenario());
    Rule family =
        Rule.ofDegrees(
            kind.name() + " parallelism",
            "the family that is looked at",
            "a question",
            (_, plan) -> kind.degree().applyAsInt(plan.strategy()) > 1 == spread);
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
        kind.name(),
        change,
        best.map(it -> it.plan().label()).orElse(""),
        best.map(it -> OptionalDouble.of(it.lossAgainst(own))).orElse(OptionalDouble.empty()),
        best.isPresent() && !result.finished(),
        best.isPresent() ? Optional.empty() : Optional.of("no such plan fits"));
  }
}
