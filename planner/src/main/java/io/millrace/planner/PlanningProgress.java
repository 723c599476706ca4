package io.millrace.planner;

import io.millrace.planner.search.Found;
import java.util.Optional;

/**
 * How far a job is.
 *
 * @param phase what it does
 * @param candidates plans in the space; zero as long as they are not counted
 * @param decided how many of them were costed or pruned
 * @param evaluated how many were costed
 * @param best the best so far
 * @param bound what no plan gets below, as far as is known
 */
public record PlanningProgress(
    Phase phase,
    long candidates,
    long decided,
    long evaluated,
    Optional<Found> best,
    double bound) {

  static final PlanningProgress START =
      new PlanningProgress(Phase.SEARCHING, 0, 0, 0, Optional.empty(), 0);

  /** What a job does. */
  public enum Phase {
    /** It costs and prunes plans. */
    SEARCHING,
    /** It simulates the best. */
    SIMULATING,
    /** It has ended. */
    DONE
  }
}
