package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Estimates the iterations of a plan: each call takes what it takes alone, calls whose meshes have
 * a device in common take turns in the order in which they become ready, and weights travel before
 * a call that uses them elsewhere than where they are trained. Several iterations run one after the
 * other; the pace of the later ones counts.
 *
 * <p>An instance serves one thread. A search that has its candidates' costs at hand asks {@link
 * IterationSchedule} itself.
 */
public final class IterationEstimator {
  private final PostTrainingScenario scenario;
  private final CallCosts costs;
  private final WeightUpdate updates;
  private final List<ModelFunctionCall> calls;
  private final IterationSchedule schedule;
  private final LeastPace least;

  /** Estimates plans of a scenario. */
  public IterationEstimator(PostTrainingScenario scenario, CallCosts costs) {
    this.scenario = scenario;
    this.costs = costs;
    this.updates =
        new WeightUpdate(
            scenario.cluster(),
            scenario.framework().transfer(),
            scenario.workload().shardingGroup());
    this.calls = scenario.workload().dataflow().calls();
    this.schedule =
        new IterationSchedule(
            scenario.workload().dataflow(), scenario.workload().asynchrony().staleness());
    this.least =
        new LeastPace(scenario.workload().dataflow(), scenario.workload().asynchrony().staleness());
  }

  /** With the parameters that ship. */
  public static IterationEstimator calibrated(PostTrainingScenario scenario) {
    return new IterationEstimator(scenario, CallCosts.calibrated(scenario));
  }

  /**
   * Estimates a plan.
   *
   * @throws IllegalArgumentException if the plan does not place a call that devices run
   */
  public IterationEstimate estimate(PostTrainingPlan plan) {
    List<Placed> placed = calls.stream().map(it -> placed(it, plan)).toList();
    double[] seconds = placed.stream().mapToDouble(Placed::allSeconds).toArray();
    boolean[][] takesTurns = new boolean[placed.size()][placed.size()];
    for (int i = 0; i < seconds.length; i++) {
      for (int j = 0; j < seconds.length; j++) {
        takesTurns[i][j] = placed.get(i).takesTurnsWith(placed.get(j));
      }
    }
    // the pace is read off a few iterations; nothing that goes on for ever is faster than the bound
    double pace =
        Math.max(
            schedule.pace(seconds, takesTurns), least.of(seconds, sharing(placed), placed.size()));
    List<CallSpan> spans = new ArrayList<>();
    for (int i = 0; i < schedule.size(); i++) {
      Placed where = placed.get(schedule.call(i));
      double start = schedule.start(i);
      spans.add(
          new CallSpan(
              schedule.instance(i),
              where.placement(),
              start,
              where.movedSeconds(),
              start + where.allSeconds()));
    }
    return new IterationEstimate(pace + scenario.framework().iteration().seconds(), spans);
  }

  /** For each call those that use its first device: where some meet, one of them begins. */
  private static int[] sharing(List<Placed> placed) {
    int[] sets = new int[placed.size()];
    for (int i = 0; i < sets.length; i++) {
      for (int j = 0; j < sets.length; j++) {
        if (placed.get(j).covers(placed.get(i))) {
          sets[i] |= 1 << j;
        }
      }
    }
    return sets;
  }

  private Placed placed(ModelFunctionCall call, PostTrainingPlan plan) {
    if (!call.kind().runsOnDevices()) {
      return new Placed(Optional.empty(), costs.of(call).seconds(), 0);
    }
    CallPlacement placement = plan.placementOf(call);
    double seconds = costs.of(call, plan).seconds();
    return new Placed(Optional.of(placement), seconds, movedSeconds(call, placement, plan));
  }

  /**
   * Seconds until updated weights are where a call needs them; none where an earlier generation of
   * the iteration has brought them there.
   *
   * @param placement of the call
   * @param plan places the training of the call's role
   */
  public double movedSeconds(
      ModelFunctionCall call, CallPlacement placement, PostTrainingPlan plan) {
    String role = call.role().orElseThrow();
    if (call.kind() == CallKind.TRAINING || isThere(call, placement, plan)) {
      return 0;
    }
    return scenario.workload().dataflow().of(role).stream()
        .filter(it -> it.kind() == CallKind.TRAINING)
        .findFirst()
        .flatMap(it -> plan.placement(it.name()))
        .map(
            from ->
                updates.seconds(
                    scenario.model(role), from, placement, call.kind() == CallKind.GENERATION))
        .orElse(0.0);
  }

  private boolean isThere(ModelFunctionCall call, CallPlacement placement, PostTrainingPlan plan) {
    return call.kind() == CallKind.GENERATION
        && calls.subList(0, calls.indexOf(call)).stream()
            .filter(it -> it.kind() == CallKind.GENERATION && it.role().equals(call.role()))
            .anyMatch(it -> plan.placement(it.name()).filter(placement::equals).isPresent());
  }

  /** What a plan makes of a call. */
  private record Placed(Optional<CallPlacement> placement, double seconds, double movedSeconds) {

    double allSeconds() {
      return movedSeconds + seconds;
    }

    /** Whether it uses the first device of another one. */
    boolean covers(Placed other) {
      return placement.isPresent()
          && other.placement.isPresent()
          && placement.get().mesh().contains(other.placement.get().mesh().first());
    }

    boolean takesTurnsWith(Placed other) {
      return placement.isPresent()
          && other.placement.isPresent()
          && placement.get().mesh().overlaps(other.placement.get().mesh());
    }
  }
}
