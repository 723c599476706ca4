package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.quantity.Duration;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * What calls take where plans put them. Costs only depend on a call, its strategy and the shape of
 * its mesh, so they are remembered: a search asks for the same ones again and again.
 *
 * <p>An instance serves one thread.
 */
public final class CallCosts {
  private final PostTrainingScenario scenario;
  private final CostModel.Factory factory;
  private final Map<Key, CallCost> known = new HashMap<>();

  private record Key(ModelFunctionCall call, CallPlacement placement) {}

  /** Costs of a scenario, with a cost model for each mesh. */
  public CallCosts(PostTrainingScenario scenario, CostModel.Factory factory) {
    this.scenario = scenario;
    this.factory = factory;
  }

  /** With the cost model and the parameters that ship. */
  public static CallCosts calibrated(PostTrainingScenario scenario) {
    return new CallCosts(
        scenario,
        (cluster, assumptions) ->
            CalibratedCostModel.of(Calibration.bundled(), cluster, assumptions));
  }

  /** What a call takes. */
  public CallCost of(ModelFunctionCall call, CallPlacement placement) {
    return known.computeIfAbsent(new Key(call, placement), it -> cost(call, placement));
  }

  /** What a call takes that no device runs. */
  public CallCost of(ModelFunctionCall call) {
    double rules =
        call.kind() == CallKind.REWARD_RULE
            ? scenario.workload().rollouts() * scenario.framework().reward().seconds()
            : 0;
    return CallCost.beside(call.time().map(Duration::seconds).orElse(rules));
  }

  private CallCost cost(ModelFunctionCall call, CallPlacement placement) {
    MeshContext context = MeshContext.of(scenario, call, placement, this::costs);
    CallCost own =
        switch (call.kind()) {
          case GENERATION -> new GenerationCalls(context).cost();
          case INFERENCE -> new TrainerCalls(context).inference();
          case TRAINING -> new TrainerCalls(context).training();
          case REWARD_RULE, ENVIRONMENT -> of(call);
        };
    double updates =
        call.kind() == CallKind.TRAINING
            ? scenario.workload().updates() * scenario.framework().update().seconds()
            : 0;
    return new CallCost(
        own.seconds() + updates + scenario.framework().call().seconds(),
        own.staticBytes(),
        own.activeBytes(),
        own.roomBytes());
  }

  private CostModel costs(Cluster cluster) {
    return factory.create(cluster, new ArrayList<>());
  }
}
