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
 * @param allowed among which plans to search
 * @param effort how long to search
 * @param top how many plans to find, each with other degrees and better than all that are not among
 *     them; absent: {@link #USUAL_TOP}, of which those far behind the best are listed if they were
 *     met, but not sought
 * @param pareto whether to find all plans of which none is better in every respect
 */
public record PlanningRequest(
    Scenario scenario,
    Objective objective,
    AllowedPlans allowed,
    SearchEffort effort,
    OptionalInt top,
    boolean pareto) {

  /** How many plans are kept where nobody says. */
  public static final int USUAL_TOP = 5;

  /** Checks the number of plans. */
  public PlanningRequest {
    if (top.orElse(USUAL_TOP) < 1) {
      throw new IllegalArgumentException("top %d must be positive".formatted(top.getAsInt()));
    }
  }

  /** For the scenario's objective on all of its devices, to the end. */
  public static PlanningRequest of(Scenario scenario) {
    return new PlanningRequest(
        scenario,
        scenario.objective(),
        AllowedPlans.ALL,
        SearchEffort.TO_THE_END,
        OptionalInt.empty(),
        false);
  }

  /** The same for another objective. */
  public PlanningRequest with(Objective other) {
    return new PlanningRequest(scenario, other, allowed, effort, top, pareto);
  }

  /** The same among other plans. */
  public PlanningRequest with(AllowedPlans other) {
    return new PlanningRequest(scenario, objective, other, effort, top, pareto);
  }

  /** The same with another effort. */
  public PlanningRequest with(SearchEffort other) {
    return new PlanningRequest(scenario, objective, allowed, other, top, pareto);
  }

  /** The same for something that has to be able to run the plans. */
  public PlanningRequest with(Launcher other) {
    return with(new AllowedPlans(maxDevices(), Optional.of(other), precisions(), reserve()));
  }

  /** The same for plans with up to so many devices. */
  public PlanningRequest withMaxDevices(int most) {
    return with(new AllowedPlans(OptionalInt.of(most), launcher(), precisions(), reserve()));
  }

  /** The same, choosing among precisions. */
  public PlanningRequest withPrecisions(List<TrainingPrecision> others) {
    return with(new AllowedPlans(maxDevices(), launcher(), others, reserve()));
  }

  /** The same for plans that leave some memory free. */
  public PlanningRequest with(MemoryReserve other) {
    return with(new AllowedPlans(maxDevices(), launcher(), precisions(), other));
  }

  /** The same, but ending after some time. */
  public PlanningRequest withTimeLimit(Duration limit) {
    return with(new SearchEffort(Optional.of(limit), work(), threads()));
  }

  /** The same, but ending after so many plans were costed. */
  public PlanningRequest withWork(long plans) {
    return with(new SearchEffort(timeLimit(), plans, threads()));
  }

  /** The same on another number of threads; the answer does not depend on it. */
  public PlanningRequest withThreads(int number) {
    return with(new SearchEffort(timeLimit(), work(), number));
  }

  /** The same, finding so many plans. */
  public PlanningRequest withTop(int plans) {
    return new PlanningRequest(scenario, objective, allowed, effort, OptionalInt.of(plans), pareto);
  }

  /** The same, with all plans of which none is better in every respect. */
  public PlanningRequest withPareto() {
    return new PlanningRequest(scenario, objective, allowed, effort, top, true);
  }

  /** The most devices that a plan may use; absent: all of the cluster, no fewer. */
  public OptionalInt maxDevices() {
    return allowed.maxDevices();
  }

  /** What has to be able to run the plans; absent: anything. */
  public Optional<Launcher> launcher() {
    return allowed.launcher();
  }

  /** Precisions to choose from; empty: the scenario's. */
  public List<TrainingPrecision> precisions() {
    return allowed.precisions();
  }

  /** What plans leave free of a device's memory. */
  public MemoryReserve reserve() {
    return allowed.reserve();
  }

  /** The scenario on devices that have only the memory which plans may use. */
  public Scenario searched() {
    return reserve().leaves(scenario);
  }

  /** When to stop searching; absent: when all is decided. */
  public Optional<Duration> timeLimit() {
    return effort.timeLimit();
  }

  /** The most plans to cost. */
  public long work() {
    return effort.work();
  }

  /** Threads that search. */
  public int threads() {
    return effort.threads();
  }
}
