package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.CallInstance;
import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.Dependency;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jgrapht.graph.DirectedAcyclicGraph;

/**
 * Estimates the iterations of a plan: each call takes what it takes alone, calls whose meshes have
 * a device in common take turns in the order in which they become ready, and weights travel before
 * a call that uses them elsewhere than where they are trained. Several iterations run one after the
 * other; the pace of the later ones counts.
 */
public final class IterationEstimator {
  private static final int ITERATIONS = 6;

  private final PostTrainingScenario scenario;
  private final CallCosts costs;
  private final WeightUpdate updates;
  private final List<ModelFunctionCall> calls;
  private final List<CallInstance> instances;

  /** For each instance those that wait for it. */
  private final int[][] waiting;

  /** For each instance how many it waits for. */
  private final int[] awaited;

  /** Estimates plans of a scenario. */
  public IterationEstimator(PostTrainingScenario scenario, CallCosts costs) {
    Dataflow dataflow = scenario.workload().dataflow();
    DirectedAcyclicGraph<CallInstance, Dependency> graph =
        dataflow.unrolled(ITERATIONS, scenario.workload().asynchrony().staleness());
    this.scenario = scenario;
    this.costs = costs;
    this.updates = new WeightUpdate(scenario.cluster(), scenario.framework().transfer());
    this.calls = dataflow.calls();
    this.instances = List.copyOf(graph.vertexSet());
    this.waiting = new int[instances.size()][];
    this.awaited = new int[instances.size()];
    for (int i = 0; i < waiting.length; i++) {
      CallInstance instance = instances.get(i);
      awaited[i] = graph.inDegreeOf(instance);
      waiting[i] =
          graph.outgoingEdgesOf(instance).stream()
              .mapToInt(it -> instances.indexOf(it.to()))
              .toArray();
    }
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
    CallQueue queue = new CallQueue(instances.size());
    double[] readyAt = new double[instances.size()];
    int[] missing = awaited.clone();
    double[] lastEnd = new double[calls.size()];
    for (int i = 0; i < missing.length; i++) {
      if (missing[i] == 0) {
        queue.add(i, 0);
      }
    }
    List<CallSpan> spans = new ArrayList<>();
    while (!queue.isEmpty()) {
      int next = queue.remove();
      CallInstance instance = instances.get(next);
      int call = calls.indexOf(instance.call());
      Placed where = placed.get(call);
      double start = readyAt[next];
      for (int other = 0; other < lastEnd.length; other++) {
        if (where.takesTurnsWith(placed.get(other))) {
          start = Math.max(start, lastEnd[other]);
        }
      }
      double end = start + where.movedSeconds() + where.seconds();
      lastEnd[call] = end;
      spans.add(new CallSpan(instance, where.placement(), start, where.movedSeconds(), end));
      for (int to : waiting[next]) {
        readyAt[to] = Math.max(readyAt[to], end);
        missing[to]--;
        if (missing[to] == 0) {
          queue.add(to, readyAt[to]);
        }
      }
    }
    return IterationEstimate.of(spans, scenario.framework().iteration().seconds());
  }

  private Placed placed(ModelFunctionCall call, PostTrainingPlan plan) {
    if (!call.kind().runsOnDevices()) {
      return new Placed(Optional.empty(), costs.of(call).seconds(), 0);
    }
    CallPlacement placement =
        plan.placement(call.name())
            .orElseThrow(() -> new IllegalArgumentException("no placement of " + call.name()));
    double seconds = costs.of(call, placement).seconds();
    return new Placed(Optional.of(placement), seconds, moved(call, placement, plan));
  }

  /** Seconds until the weights are where the call needs them. */
  private double moved(ModelFunctionCall call, CallPlacement placement, PostTrainingPlan plan) {
    String role = call.role().orElseThrow();
    if (call.kind() == CallKind.TRAINING) {
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

  /** What a plan makes of a call. */
  private record Placed(Optional<CallPlacement> placement, double seconds, double movedSeconds) {

    boolean takesTurnsWith(Placed other) {
      return placement.isPresent()
          && other.placement.isPresent()
          && placement.get().mesh().overlaps(other.placement.get().mesh());
    }
  }
}
