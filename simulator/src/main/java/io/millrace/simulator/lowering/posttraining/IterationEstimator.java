package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Estimates the iterations of a plan: each call takes what it takes alone, calls whose meshes have
 * a device in common take turns in the order of the program, and weights travel before a call that
 * uses them elsewhere than where they are trained. Iterations follow each other without end; their
 * {@link IterationPace} counts.
 *
 * <p>An instance serves one thread. A search that has its candidates' costs at hand asks {@link
 * IterationPace} itself.
 */
public final class IterationEstimator {
  /** Those whose calls are listed: enough to see how they overlap. */
  private static final int ITERATIONS = 6;

  private final PostTrainingScenario scenario;
  private final CallCosts costs;
  private final WeightUpdate updates;
  private final List<ModelFunctionCall> calls;
  private final IterationSchedule schedule;
  private final IterationPace pace;
  private final StreamedCalls streamed;

  /** Estimates plans of a scenario. */
  public IterationEstimator(PostTrainingScenario scenario, CallCosts costs) {
    this.scenario = scenario;
    this.costs = costs;
    this.updates = WeightUpdate.of(scenario);
    this.calls = scenario.workload().dataflow().calls();
    this.schedule =
        new IterationSchedule(
            scenario.workload().dataflow(), scenario.workload().asynchrony().staleness());
    this.pace =
        new IterationPace(
            scenario.workload().dataflow(), scenario.workload().asynchrony().staleness());
    this.streamed =
        new StreamedCalls(scenario.workload().dataflow(), scenario.workload().asynchrony());
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
    int[] overlapping = overlapping(placed);
    double[][] starts = schedule.starts(ITERATIONS, seconds, overlapping);
    List<CallSpan> spans = new ArrayList<>();
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      for (int call = 0; call < seconds.length; call++) {
        Placed where = placed.get(call);
        double start = starts[iteration][call];
        spans.add(
            new CallSpan(
                schedule.instance(iteration, call),
                where.placement(),
                start,
                where.movedSeconds(),
                start + where.allSeconds()));
      }
    }
    spans.sort(Comparator.comparingDouble(CallSpan::start));
    double[] moved = placed.stream().mapToDouble(Placed::movedSeconds).toArray();
    double portions =
        streamed.seconds(
            seconds,
            moved,
            overlapping,
            call -> costs.firstPortion(calls.get(call), plan.placementOf(calls.get(call))));
    double slowest = Math.max(pace.of(seconds, overlapping), portions);
    return new IterationEstimate(slowest + scenario.framework().iteration().seconds(), spans);
  }

  private static int[] overlapping(List<Placed> placed) {
    int[] sets = new int[placed.size()];
    for (int i = 0; i < sets.length; i++) {
      for (int j = 0; j < sets.length; j++) {
        if (i == j || placed.get(i).overlaps(placed.get(j))) {
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

    boolean overlaps(Placed other) {
      return placement.isPresent()
          && other.placement.isPresent()
          && placement.get().mesh().overlaps(other.placement.get().mesh());
    }
  }
}
