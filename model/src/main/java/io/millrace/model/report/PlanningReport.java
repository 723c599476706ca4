package io.millrace.model.report;

import io.millrace.model.input.Assumption;
import io.millrace.model.scenario.Objective;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a planner found.
 *
 * @param scenario the scenario's name
 * @param objective what plans are compared by
 * @param launcher what has to be able to run them; absent: anything
 * @param search what was looked at
 * @param plans the best, by simulation where they were simulated
 * @param own the scenario's own plan, if it has one
 * @param pareto plans of which none is better in every respect, where that was asked for
 * @param infeasible why there is no plan, if there is none
 * @param assumptions what was chosen because the request does not say
 * @param tool what made this
 */
public record PlanningReport(
    String scenario,
    Objective objective,
    Optional<String> launcher,
    Search search,
    List<PlannedRun> plans,
    Optional<PlannedRun> own,
    List<PlannedRun> pareto,
    Optional<Infeasibility> infeasible,
    List<Assumption> assumptions,
    String tool) {

  /** Copies the lists. */
  public PlanningReport {
    plans = List.copyOf(plans);
    pareto = List.copyOf(pareto);
    assumptions = List.copyOf(assumptions);
  }

  /** Why a search ended. */
  public enum End {
    /** Every candidate was decided: the best is the optimum of the estimate. */
    FINISHED("finished"),
    /** It had costed as many plans as it was allowed to. */
    WORK("work budget"),
    /** Its time was up; another run may get further. */
    TIME("time limit"),
    /** Somebody ended it. */
    CANCELLED("cancelled");

    private final String key;

    End(String key) {
      this.key = key;
    }

    /** The name in files. */
    public String key() {
      return key;
    }
  }

  /**
   * What was looked at: evaluated, pruned and open plans add up to the candidates.
   *
   * @param candidates plans in the space
   * @param evaluated those whose time and memory were fully costed
   * @param tooLarge those of them that do not fit
   * @param pruned those that were not costed, by the reason
   * @param rules those of them that break a rule, by its name
   * @param bound what no candidate gets below, in the unit of the objective
   * @param gap how much of its value the best could lose at most to a plan that was left open
   * @param end why it ended
   * @param seconds that it took; the only figure that differs from run to run
   */
  public record Search(
      long candidates,
      long evaluated,
      long tooLarge,
      Map<String, Long> pruned,
      Map<String, Long> rules,
      double bound,
      double gap,
      End end,
      double seconds) {

    /** Copies the maps. */
    public Search {
      pruned = Collections.unmodifiableMap(new LinkedHashMap<>(pruned));
      rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    }

    /** Candidates that were left when it ended. */
    public long open() {
      return candidates - evaluated - pruned.values().stream().mapToLong(it -> it).sum();
    }
  }

  /** Whether there is a plan. */
  public boolean feasible() {
    return infeasible.isEmpty();
  }

  /** The best plan. */
  public Optional<PlannedRun> best() {
    return plans.stream().findFirst();
  }
}
