package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.CallInstance;
import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.Dependency;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
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
  private final DirectedAcyclicGraph<CallInstance, Dependency> graph;

  /** Estimates plans of a scenario. */
  public IterationEstimator(PostTrainingScenario scenario, CallCosts costs) {
    this.scenario = scenario;
    this.costs = costs;
    this.updates = new WeightUpdate(scenario.cluster(), scenario.framework().transfer());
    this.graph =
        scenario
            .workload()
            .dataflow()
            .unrolled(ITERATIONS, scenario.workload().asynchrony().staleness());
  }

  /** With the parameters that ship. */
  public static IterationEstimator calibrated(PostTrainingScenario scenario) {
    return new IterationEstimator(scenario, CallCosts.calibrated(scenario));
  }

  /** Estimates a plan, which places every call that devices run. */
  public IterationEstimate estimate(PostTrainingPlan plan) {
    Map<CallInstance, CallSpan> spans = new HashMap<>();
    Map<CallInstance, Integer> missing = new HashMap<>();
    Map<CallInstance, Integer> order = new HashMap<>();
    List<CallSpan> placed = new ArrayList<>();
    PriorityQueue<Ready> ready =
        new PriorityQueue<>(
            Comparator.comparingDouble(Ready::seconds).thenComparingInt(Ready::order));
    for (CallInstance it : graph.vertexSet()) {
      order.put(it, order.size());
      missing.put(it, graph.inDegreeOf(it));
      if (graph.inDegreeOf(it) == 0) {
        ready.add(new Ready(it, 0, order.get(it)));
      }
    }
    while (!ready.isEmpty()) {
      Ready next = ready.remove();
      CallSpan span = span(next, plan, placed);
      spans.put(next.instance(), span);
      placed.add(span);
      for (Dependency edge : graph.outgoingEdgesOf(next.instance())) {
        CallInstance to = edge.to();
        if (missing.merge(to, -1, Integer::sum) == 0) {
          ready.add(new Ready(to, latest(to, spans), order.get(to)));
        }
      }
    }
    return IterationEstimate.of(placed, scenario.framework().iteration().seconds());
  }

  private double latest(CallInstance instance, Map<CallInstance, CallSpan> spans) {
    double latest = 0;
    for (Dependency edge : graph.incomingEdgesOf(instance)) {
      CallSpan before = spans.get(edge.from());
      latest = Math.max(latest, before == null ? 0 : before.end());
    }
    return latest;
  }

  private CallSpan span(Ready next, PostTrainingPlan plan, List<CallSpan> placed) {
    ModelFunctionCall call = next.instance().call();
    if (!call.kind().runsOnDevices()) {
      double end = next.seconds() + costs.of(call).seconds();
      return new CallSpan(next.instance(), Optional.empty(), next.seconds(), 0, end);
    }
    CallPlacement placement =
        plan.placement(call.name())
            .orElseThrow(() -> new IllegalArgumentException("no placement of " + call.name()));
    double start = next.seconds();
    for (CallSpan other : placed) {
      if (other.placement().filter(it -> it.mesh().overlaps(placement.mesh())).isPresent()) {
        start = Math.max(start, other.end());
      }
    }
    double moved = moved(call, placement, plan);
    double end = start + moved + costs.of(call, placement).seconds();
    return new CallSpan(next.instance(), Optional.of(placement), start, moved, end);
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

  private record Ready(CallInstance instance, double seconds, int order) {}
}
