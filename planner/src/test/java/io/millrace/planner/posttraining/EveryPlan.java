package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PlacementRules;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import io.millrace.simulator.lowering.posttraining.IterationEstimator;
import io.millrace.simulator.lowering.posttraining.MemoryClaims;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The best plan by looking at every single one: all meshes and strategies of all calls, costed by
 * the estimator. Nothing of the search is in it, neither bounds nor symmetries nor order.
 */
final class EveryPlan {
  private final PostTrainingScenario scenario;
  private final IterationEstimator estimator;
  private final MemoryClaims claims;
  private final List<ModelFunctionCall> calls;
  private final List<List<CallPlacement>> placements = new ArrayList<>();
  private final Map<String, CallPlacement> plan = new HashMap<>();
  private double best = Double.POSITIVE_INFINITY;
  private long count;

  private EveryPlan(PostTrainingScenario scenario) {
    this.scenario = scenario;
    CallCosts costs = PlacementQuestions.callCosts(scenario);
    this.estimator = new IterationEstimator(scenario, costs);
    this.claims = new MemoryClaims(scenario, costs);
    this.calls = scenario.workload().dataflow().placed();
    for (ModelFunctionCall call : calls) {
      placements.add(placements(call));
    }
  }

  static EveryPlan of(PostTrainingScenario scenario) {
    EveryPlan every = new EveryPlan(scenario);
    every.descend(0);
    return every;
  }

  /** Seconds of the best that fits, without what is beside the calls; infinite if none fits. */
  double seconds() {
    return best;
  }

  /** How many there are. */
  long count() {
    return count;
  }

  private List<CallPlacement> placements(ModelFunctionCall call) {
    int node = scenario.cluster().devicesPerNode();
    int devices = scenario.cluster().devices();
    boolean trains = call.kind() == CallKind.TRAINING;
    int most = trains ? scenario.workload().trainBatch() : scenario.workload().rollouts();
    List<CallPlacement> found = new ArrayList<>();
    for (int size = 1; size <= devices; size++) {
      for (int first = 0; first + size <= devices; first++) {
        DeviceMesh mesh = new DeviceMesh(first, size);
        boolean isSide = devices % node == 0 && (first == 0 || mesh.end() == devices);
        boolean isLegal = mesh.isAligned(node) || isSide;
        for (int tensor = 1; isLegal && tensor <= size; tensor++) {
          for (int pipeline = 1; pipeline * tensor <= size; pipeline++) {
            int data = size / tensor / pipeline;
            boolean isShared = data <= most && (!trains || most % data == 0);
            if (data * tensor * pipeline == size && isShared && node % tensor == 0) {
              ParallelStrategy degrees = new ParallelStrategy(data, tensor, pipeline, 1, 1);
              found.add(CallPlacement.of(mesh, degrees));
            }
          }
        }
      }
    }
    found.removeIf(
        it ->
            !PlacementRules.violations(call, scenario.model(call.role().orElseThrow()), it)
                .isEmpty());
    return found;
  }

  private void descend(int number) {
    if (number == calls.size()) {
      count++;
      PostTrainingPlan whole = PostTrainingPlan.of(plan);
      double seconds =
          estimator.estimate(whole).seconds() - scenario.framework().iteration().seconds();
      if (seconds < best && claims.missing(whole).isEmpty()) {
        best = seconds;
      }
      return;
    }
    for (CallPlacement placement : placements.get(number)) {
      plan.put(calls.get(number).name(), placement);
      descend(number + 1);
    }
  }
}
