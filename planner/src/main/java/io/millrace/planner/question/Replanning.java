package io.millrace.planner.question;

import io.millrace.planner.search.BranchAndBound;
import io.millrace.planner.search.Found;
import io.millrace.planner.search.SearchResult;
import io.millrace.planner.search.Setting;
import io.millrace.planner.search.StopSign;
import io.millrace.simulator.lowering.training.PlanCosts;
import java.util.List;
import java.util.Optional;

/** Searches a situation for plans that are better than what is known. */
final class Replanning {
  private final Asked asked;
  private final long work;

  /**
   * Prepares searches.
   *
   * @param work the most plans that one of them costs
   */
  Replanning(Asked asked, long work) {
    this.asked = asked;
    this.work = work;
  }

  /**
   * What a search found.
   *
   * @param best a plan that is better than what was known, if there is one
   * @param gap how much of what is now known could be lost at most to a plan that was left out
   */
  record Answer(Optional<Found> best, double gap) {
    /** What is known is the best. */
    static final Answer NOTHING_BETTER = new Answer(Optional.empty(), 0);
  }

  /**
   * Searches.
   *
   * @param reaching what a plan has to reach to matter, as {@link
   *     io.millrace.planner.search.Goal#of} has it; infinite if nothing is known
   */
  Answer best(Situation situation, double reaching) {
    StopSign stop = new StopSign();
    Optional<Thread> timer = asked.request().timeLimit().map(stop::raiseAfter);
    try {
      return best(situation, reaching, stop);
    } finally {
      timer.ifPresent(Thread::interrupt);
    }
  }

  /** The same, until somebody raises a sign. */
  Answer best(Situation situation, double reaching, StopSign stop) {
    Setting setting = asked.setting(situation.scenario());
    PlanCosts costs = PlanCosts.with(situation.scenario(), situation.calibration());
    SearchResult result =
        new BranchAndBound(List.of(setting), 1, work, false, stop, _ -> {})
            .reaching(reaching)
            .run(asked.request().threads(), _ -> costs.forAnotherThread());
    Optional<Found> best = result.best().stream().findFirst();
    double known = best.map(Found::value).orElse(reaching);
    boolean open = !result.finished() && result.bound() < known;
    return new Answer(best, open ? 1 - result.bound() / known : 0);
  }
}
