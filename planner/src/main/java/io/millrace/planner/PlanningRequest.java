package io.millrace.planner;

import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.launcher.Launcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A question to the planner.
 *
 * @param scenario what is to be trained, and on what; its own plan is compared with the answer
 * @param objective what plans are compared by
 * @param maxDevices the most devices that a plan may use, which may then use fewer; absent: all of
 *     the scenario's cluster, no fewer, or up to all of them for a Pareto front
 * @param timeLimit when to stop searching; absent: when all is decided
 * @param work the most plans to cost
 * @param top how many plans to keep, each with other degrees
 * @param launcher what has to be able to run them; absent: anything
 * @param precisions of matrix products to choose from; empty: the scenario's
 * @param pareto whether to find all plans of which none is better in every respect
 * @param threads that search
 */
public record PlanningRequest(
    Scenario scenario,
    Objective objective,
    OptionalInt maxDevices,
    Optional<Duration> timeLimit,
    long work,
    int top,
    Optional<Launcher> launcher,
    List<TrainingPrecision> precisions,
    boolean pareto,
    int threads) {

  /** How many plans are kept where nobody says. */
  public static final int USUAL_TOP = 5;

  private static final int USUAL_THREADS = 2;

  /** Checks the numbers. */
  public PlanningRequest {
    precisions = List.copyOf(precisions);
    if (maxDevices.orElse(1) < 1 || work < 1 || top < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "maxDevices %s, work %d, top %d and threads %d must be positive"
              .formatted(maxDevices, work, top, threads));
    }
  }

  /** For the scenario's objective on all of its devices, to the end. */
  public static PlanningRequest of(Scenario scenario) {
    return new PlanningRequest(
        scenario,
        scenario.objective(),
        OptionalInt.empty(),
        Optional.empty(),
        Long.MAX_VALUE,
        USUAL_TOP,
        Optional.empty(),
        List.of(),
        false,
        USUAL_THREADS);
  }

  /** The same for another objective. */
  public PlanningRequest with(Objective other) {
    return new PlanningRequest(
        scenario, other, maxDevices, timeLimit, work, top, launcher, precisions, pareto, threads);
  }

  /** The same for something that has to be able to run the plans. */
  public PlanningRequest with(Launcher other) {
    return new PlanningRequest(
        scenario,
        objective,
        maxDevices,
        timeLimit,
        work,
        top,
        Optional.of(other),
        precisions,
        pareto,
        threads);
  }

  /** The same for plans with up to so many devices. */
  public PlanningRequest withMaxDevices(int most) {
    return new PlanningRequest(
        scenario,
        objective,
        OptionalInt.of(most),
        timeLimit,
        work,
        top,
        launcher,
        precisions,
        pareto,
        threads);
  }

  /** The same, but ending after some time. */
  public PlanningRequest withTimeLimit(Duration limit) {
    return new PlanningRequest(
        scenario,
        objective,
        maxDevices,
        Optional.of(limit),
        work,
        top,
        launcher,
        precisions,
        pareto,
        threads);
  }

  /** The same, but ending after so many plans were costed. */
  public PlanningRequest withWork(long plans) {
    return new PlanningRequest(
        scenario,
        objective,
        maxDevices,
        timeLimit,
        plans,
        top,
        launcher,
        precisions,
        pareto,
        threads);
  }

  /** The same, keeping another number of plans. */
  public PlanningRequest withTop(int plans) {
    return new PlanningRequest(
        scenario,
        objective,
        maxDevices,
        timeLimit,
        work,
        plans,
        launcher,
        precisions,
        pareto,
        threads);
  }

  /** The same, choosing among precisions. */
  public PlanningRequest withPrecisions(List<TrainingPrecision> others) {
    return new PlanningRequest(
        scenario, objective, maxDevices, timeLimit, work, top, launcher, others, pareto, threads);
  }

  /** The same, with all plans of which none is better in every respect. */
  public PlanningRequest withPareto() {
    return new PlanningRequest(
        scenario, objective, maxDevices, timeLimit, work, top, launcher, precisions, true, threads);
  }

  /** The same on another number of threads; the answer does not depend on it. */
  public PlanningRequest withThreads(int number) {
    return new PlanningRequest(
        scenario,
        objective,
        maxDevices,
        timeLimit,
        work,
        top,
        launcher,
        precisions,
        pareto,
        number);
  }
}
