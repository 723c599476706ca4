package io.millrace.planner.posttraining;

import io.millrace.model.plan.Recompute;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether any plan fits: what people run without a search, and where none of that does, what a
 * short search finds on all devices and quarters of them. A plan that it finds fits; one that it
 * does not find may be there. Where it is open what backward passes compute again, they compute
 * all, as that takes the least memory.
 */
final class FirstFit {
  /** Nodes of a search: a fraction of a second. */
  private static final long WORK = 20_000;

  private final Layouts layouts;
  private final CostModel.Factory factory;

  FirstFit(Layouts layouts, CostModel.Factory factory) {
    this.layouts = layouts;
    this.factory = factory;
  }

  /**
   * Whether any of some questions has a plan that fits.
   *
   * @param questions that differ in sharding and recomputation
   */
  boolean fitsAny(List<PostTrainingScenario> questions) {
    KnownCosts known = new KnownCosts(factory);
    Optional<Recompute> leanest =
        questions.stream().map(it -> it.workload().recompute()).max(Comparator.naturalOrder());
    return questions.stream()
        .filter(it -> it.workload().recompute() == leanest.orElseThrow())
        .anyMatch(it -> fits(it, known));
  }

  private boolean fits(PostTrainingScenario question, KnownCosts known) {
    return layouts.refusals(question).isEmpty()
        && layouts.of(question).stream()
            .filter(_ -> !layouts.stop().isRaised())
            .map(it -> layouts.space(question, it, known))
            .anyMatch(it -> fits(it.onlyFor(size -> isTried(size, question)).build()));
  }

  /** All devices, and quarters of them. */
  private static boolean isTried(int size, PostTrainingScenario question) {
    return 4 * size % question.cluster().devices() == 0;
  }

  private boolean fits(PlacementSpace space) {
    if (!IntStream.range(0, space.pools()).allMatch(space::isPossible)) {
      return false;
    }
    AssignmentCosts costs = LayoutSearch.costs(space, new CallCosts(space.scenario(), factory));
    KnownPlans plans = new KnownPlans(space, costs, limit());
    return plans.symmetric().isPresent()
        || plans.colocated().isPresent()
        || !plans.split().isEmpty()
        || finds(space, costs);
  }

  private boolean finds(PlacementSpace space, AssignmentCosts costs) {
    Assignment start = new Assignment(space.pools(), space.groups().size());
    ExactSearch search = new ExactSearch(space, costs, start, Double.POSITIVE_INFINITY, limit());
    search.run();
    return search.seconds() < Double.POSITIVE_INFINITY;
  }

  private SearchLimit limit() {
    return new SearchLimit(WORK, layouts.stop());
  }
}
