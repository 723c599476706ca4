package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.simulator.lowering.posttraining.PlacedCall.Arrival;
import java.util.List;
import java.util.Optional;

/** Places the calls of a scenario as a plan says, with the costs that estimates are made of. */
final class PlacedCalls {
  private final PostTrainingScenario scenario;
  private final CallCosts costs;
  private final IterationEstimator estimator;
  private final MemoryClaims claims;
  private final WeightUpdate updates;
  private final Reallocation reallocation;

  PlacedCalls(PostTrainingScenario scenario, CallCosts costs) {
    this.scenario = scenario;
    this.costs = costs;
    this.estimator = new IterationEstimator(scenario, costs);
    this.claims = new MemoryClaims(scenario, costs);
    this.updates = WeightUpdate.of(scenario);
    this.reallocation = new Reallocation(scenario.cluster());
  }

  /** In the order of the dataflow. */
  List<PlacedCall> of(PostTrainingPlan plan) {
    return scenario.workload().dataflow().calls().stream().map(it -> placed(it, plan)).toList();
  }

  private PlacedCall placed(ModelFunctionCall call, PostTrainingPlan plan) {
    if (!call.kind().runsOnDevices()) {
      return new PlacedCall(
          call, Optional.empty(), Optional.empty(), costs.of(call).seconds(), 0, 0, 0, false);
    }
    CallPlacement placement = plan.placementOf(call);
    CallCost cost = costs.of(call, plan);
    Optional<CallPlacement> trained =
        scenario.workload().dataflow().trainingOf(call.role().orElseThrow()).map(plan::placementOf);
    double kept = MemoryClaims.kept(call, cost);
    double own = claims.own(call, placement, cost, trained);
    return new PlacedCall(
        call,
        Optional.of(placement),
        trained.flatMap(from -> arrival(call, from, placement, plan)),
        cost.seconds(),
        kept,
        own - kept - cost.activeBytes(),
        cost.activeBytes(),
        claims.evicts(call));
  }

  /** What an estimate adds to the closed form of the transfers is the framework's. */
  private Optional<Arrival> arrival(
      ModelFunctionCall call, CallPlacement from, CallPlacement to, PostTrainingPlan plan) {
    double all = estimator.movedSeconds(call, to, plan);
    if (all == 0) {
      return Optional.empty();
    }
    ModelArchitecture model = scenario.model(call.role().orElseThrow());
    double changed = updates.changed(model);
    double framework = all - changed * reallocation.seconds(model, from, to);
    double load = updates.leastSeconds(model, call.kind() == CallKind.GENERATION);
    return Optional.of(
        new Arrival(
            from,
            reallocation.plan(model, from, to).times(changed),
            Math.max(0, framework - load),
            load));
  }
}
