package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.DeviceFill;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.quantity.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the calls of a scenario claim of the memory of their devices. */
public final class MemoryClaims {
  private final PostTrainingScenario scenario;
  private final Dataflow dataflow;
  private final CallCosts costs;

  /** Of a scenario's calls. */
  public MemoryClaims(PostTrainingScenario scenario, CallCosts costs) {
    this.scenario = scenario;
    this.dataflow = scenario.workload().dataflow();
    this.costs = costs;
  }

  /** Memory of the scenario's calls, none of them placed yet. */
  public PlanMemory memory() {
    List<ModelFunctionCall> calls = dataflow.calls();
    boolean[] evicts = new boolean[calls.size()];
    for (int i = 0; i < evicts.length; i++) {
      evicts[i] = evicts(calls.get(i));
    }
    return new PlanMemory(evicts);
  }

  /** Whether what trainers keep leaves for the host's memory while a call runs. */
  boolean evicts(ModelFunctionCall call) {
    return call.kind() == CallKind.GENERATION
        && scenario.framework().transfer().offload().isPresent();
  }

  /** Bytes that a call keeps on its fullest device when it does not run: those of training. */
  public static double kept(ModelFunctionCall call, CallCost cost) {
    return call.kind() == CallKind.TRAINING ? cost.staticBytes() : 0;
  }

  /**
   * Bytes that a call needs on its fullest device while it runs.
   *
   * @param trained where the call's model is trained, if it is
   */
  public double own(
      ModelFunctionCall call,
      CallPlacement placement,
      CallCost cost,
      Optional<CallPlacement> trained) {
    boolean usesTrained = trained.filter(it -> usesTrained(call, placement, it)).isPresent();
    return usesTrained ? cost.activeBytes() : cost.staticBytes() + cost.activeBytes();
  }

  /**
   * Whether a call that does not train uses the trainer's weights, because they are where it needs
   * them.
   *
   * @param trained where the call's model is trained
   */
  public boolean usesTrained(
      ModelFunctionCall call, CallPlacement placement, CallPlacement trained) {
    return call.kind() != CallKind.TRAINING
        && (call.kind() == CallKind.INFERENCE || scenario.framework().transfer().isWithinTrainer())
        && trained.holdsSlicesOf(placement);
  }

  /** What the fullest device of each call holds while it runs, by the call's name. */
  public Map<String, DeviceFill> fills(PostTrainingPlan plan) {
    List<ModelFunctionCall> calls = dataflow.calls();
    PlanMemory memory = memory();
    for (int i = 0; i < calls.size(); i++) {
      ModelFunctionCall call = calls.get(i);
      if (call.kind().runsOnDevices()) {
        CallPlacement placement = plan.placementOf(call);
        CallCost cost = costs.of(call, plan);
        Optional<CallPlacement> trained =
            dataflow.trainingOf(call.role().orElseThrow()).map(plan::placementOf);
        memory.place(
            i,
            placement.mesh().first(),
            placement.mesh().end(),
            kept(call, cost),
            own(call, placement, cost, trained));
      }
    }
    double capacity = scenario.cluster().device().mainMemory().capacity().count();
    Map<String, DeviceFill> fills = new LinkedHashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).kind().runsOnDevices()) {
        fills.put(calls.get(i).name(), new DeviceFill(memory.most(i), capacity));
      }
    }
    return fills;
  }

  /** Why a plan does not fit, call by call; empty if it does. */
  public List<String> missing(PostTrainingPlan plan) {
    Map<String, DeviceFill> fills = fills(plan);
    List<String> reasons = new ArrayList<>();
    for (ModelFunctionCall call : dataflow.placed()) {
      DeviceFill fill = Objects.requireNonNull(fills.get(call.name()));
      reason(call, plan, fill).ifPresent(reasons::add);
    }
    return List.copyOf(reasons);
  }

  private Optional<String> reason(ModelFunctionCall call, PostTrainingPlan plan, DeviceFill fill) {
    CallCost cost = costs.of(call, plan);
    String where = plan.placementOf(call).label();
    if (!cost.fits()) {
      return Optional.of(
          "%s needs %s on a device of %s, which has %s for it: %s are lacking"
              .formatted(
                  call.name(),
                  Bytes.of(cost.staticBytes() + cost.activeBytes()),
                  where,
                  Bytes.of(cost.roomBytes()),
                  Bytes.of(cost.staticBytes() + cost.activeBytes() - cost.roomBytes())));
    }
    if (fill.lacking() > 0) {
      return Optional.of(
          ("%s on %s: with the states of models that are trained there a device holds"
                  + " %s of %s, %s too many")
              .formatted(
                  call.name(),
                  where,
                  Bytes.of(fill.bytes()),
                  Bytes.of(fill.capacity()),
                  Bytes.of(fill.lacking())));
    }
    return Optional.empty();
  }
}
