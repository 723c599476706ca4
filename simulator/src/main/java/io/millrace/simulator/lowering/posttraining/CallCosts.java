package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Duration;
import io.millrace.model.workload.PostTraining;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.SteppedClocks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What calls take where plans put them. Costs only depend on a call, its strategy and the shape of
 * its mesh, so they are remembered: a search asks for the same ones again and again.
 *
 * <p>An instance serves one thread.
 */
public final class CallCosts {
  /** Of a weight in 16 bits. */
  private static final int FROZEN_BYTES = 2;

  private final PostTrainingScenario scenario;
  private final CostModel.Factory factory;
  private final Map<Key, CallCost> known = new HashMap<>();

  /** By role; one object for equal models, so that comparing them is quick. */
  private final Map<String, ModelArchitecture> used = new HashMap<>();

  /** By the devices of the mesh. */
  private final Map<Integer, CostModel> models = new HashMap<>();

  /** What costs depend on: roles with equal models and where a mesh begins make no difference. */
  private record Key(
      CallKind kind,
      ModelArchitecture model,
      CallPlacement atOrigin,
      boolean beside,
      boolean loads) {}

  /** Costs of a scenario, with a cost model for each mesh. */
  public CallCosts(PostTrainingScenario scenario, CostModel.Factory factory) {
    this.scenario = scenario;
    this.factory = factory;
    Map<ModelArchitecture, ModelArchitecture> distinct = new HashMap<>();
    for (String role : scenario.workload().dataflow().roles()) {
      ModelArchitecture model = MeshContext.modelOf(scenario, role);
      used.put(role, distinct.computeIfAbsent(model, it -> it));
    }
  }

  /**
   * Costs of a question whose calls cost the same but for sharding and recomputation. What is known
   * here and depends on neither is not found again. The two share cost models, so that they may not
   * be used at the same time.
   */
  public CallCosts with(PostTrainingScenario other) {
    CallCosts costs = new CallCosts(other, factory);
    costs.models.putAll(models);
    PostTraining its = other.workload();
    PostTraining ours = scenario.workload();
    boolean shares = its.sharding() == ours.sharding();
    boolean same = shares && its.recompute() == ours.recompute();
    known.forEach(
        (key, cost) -> {
          boolean stays =
              switch (key.kind()) {
                case INFERENCE -> shares;
                case TRAINING -> same;
                case GENERATION, REWARD_RULE, ENVIRONMENT -> true;
              };
          if (stays) {
            costs.known.put(key, cost);
          }
        });
    return costs;
  }

  /** With the cost model and the parameters that ship. */
  public static CallCosts calibrated(PostTrainingScenario scenario) {
    return new CallCosts(
        scenario,
        (cluster, assumptions) ->
            CalibratedCostModel.of(Calibration.bundled(), cluster, assumptions));
  }

  /**
   * What a call takes.
   *
   * @param beside whether a model is trained on some of its devices, which leaves a generation
   *     engine less of their memory
   */
  public CallCost of(ModelFunctionCall call, CallPlacement placement, boolean beside) {
    CallPlacement atOrigin = placement.on(new DeviceMesh(0, placement.mesh().size()));
    boolean matters = beside && call.kind() == CallKind.GENERATION;
    ModelArchitecture model = model(call);
    return known.computeIfAbsent(
        new Key(call.kind(), model, atOrigin, matters, loads(call)),
        it -> cost(call, atOrigin, matters));
  }

  /**
   * Whether a call's weights alone leave room where no other call is. Quick: most placements of a
   * large model can be told apart by it from those that are worth costing.
   */
  public boolean mayFit(ModelFunctionCall call, CallPlacement placement) {
    MeshContext context =
        context(call, placement.on(new DeviceMesh(0, placement.mesh().size())), false);
    return call.kind() == CallKind.GENERATION
        ? new GenerationCalls(context).mayFit()
        : new TrainerCalls(context).mayFit(call.kind() == CallKind.TRAINING);
  }

  /** What a call takes where a plan puts it. */
  public CallCost of(ModelFunctionCall call, PostTrainingPlan plan) {
    CallPlacement placement = plan.placementOf(call);
    boolean beside =
        scenario.workload().dataflow().placed().stream()
            .filter(it -> it.kind() == CallKind.TRAINING)
            .anyMatch(it -> plan.placementOf(it).mesh().overlaps(placement.mesh()));
    return of(call, placement, beside);
  }

  /** What a call takes that no device runs. */
  public CallCost of(ModelFunctionCall call) {
    double rules =
        call.kind() == CallKind.REWARD_RULE
            ? scenario.workload().rollouts() * scenario.framework().reward().seconds()
            : 0;
    return CallCost.beside(call.time().map(Duration::seconds).orElse(rules));
  }

  /**
   * Seconds that a trainer waits at most for the first portion of streamed responses; none where
   * whole batches go over.
   */
  public double firstPortion(ModelFunctionCall call, CallPlacement placement) {
    CallPlacement atOrigin = placement.on(new DeviceMesh(0, placement.mesh().size()));
    return new GenerationCalls(context(call, atOrigin, false)).firstPortion();
  }

  private MeshContext context(ModelFunctionCall call, CallPlacement placement, boolean beside) {
    return MeshContext.of(scenario, model(call), placement, beside, this::costs);
  }

  private CallCost cost(ModelFunctionCall call, CallPlacement placement, boolean beside) {
    MeshContext context = context(call, placement, beside);
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
        own.seconds()
            + updates
            + loadSeconds(call, placement)
            + scenario.framework().call().seconds(),
        own.staticBytes(),
        own.activeBytes(),
        own.roomBytes());
  }

  /** What weights that nobody trains take from the host's memory, where they wait for the call. */
  private double loadSeconds(ModelFunctionCall call, CallPlacement placement) {
    if (!loads(call)) {
      return 0;
    }
    Bandwidth rate = scenario.framework().transfer().frozen().orElseThrow();
    int sharing = placement.strategy().tensor() * placement.strategy().pipeline();
    return FROZEN_BYTES * model(call).parameters() / sharing / rate.bytesPerSecond();
  }

  /** Whether a call's weights wait in the host's memory, as nobody trains them. */
  private boolean loads(ModelFunctionCall call) {
    return call.kind() == CallKind.INFERENCE
        && scenario.framework().transfer().frozen().isPresent()
        && !scenario.workload().dataflow().trains(call.role().orElseThrow());
  }

  private ModelArchitecture model(ModelFunctionCall call) {
    return Objects.requireNonNull(used.get(call.role().orElseThrow()));
  }

  private CostModel costs(Cluster mesh) {
    return models.computeIfAbsent(
        mesh.devices(), it -> new SteppedClocks(factory.create(mesh, new ArrayList<>())));
  }
}
