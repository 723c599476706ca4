package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.Sharding;
import io.millrace.model.posttraining.DeviceFill;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.quantity.Bytes;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.posttraining.CallCost;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import io.millrace.simulator.lowering.posttraining.MemoryClaims;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What lacks where no plan fits, and what would help: how many bytes the plan that needs least is
 * short of, and with which change it would fit. That plan has every call on all devices, spread
 * such that it needs the least memory.
 */
public final class MemoryAdvice {
  /** More devices than so many times those there are would be another question. */
  private static final int MOST_DEVICES = 64;

  private final Calibration calibration;

  private MemoryAdvice(Calibration calibration) {
    this.calibration = calibration;
  }

  /**
   * A plan that needs little.
   *
   * @param call that is short of the most
   * @param placement of that call
   * @param lacking bytes that its fullest device is short of; zero or less where all calls fit
   * @param capacity bytes of a device
   */
  private record Nearest(
      ModelFunctionCall call, CallPlacement placement, double lacking, double capacity) {

    boolean fits() {
      return lacking <= 0;
    }
  }

  /** Sentences; none where memory is not what a plan fails by. */
  public static List<String> of(PostTrainingScenario scenario, Calibration calibration) {
    return new MemoryAdvice(calibration).sentences(scenario);
  }

  private List<String> sentences(PostTrainingScenario scenario) {
    Optional<Nearest> nearest = nearest(scenario);
    if (nearest.filter(Nearest::fits).isPresent()) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    nearest.ifPresent(
        it ->
            sentences.add(
                ("nearest: all calls on all devices, where %s as %s is short of %s on a device of"
                        + " %s, what is trained there included")
                    .formatted(
                        it.call().name(),
                        it.placement().strategy().label(),
                        Bytes.of(it.lacking()),
                        Bytes.of(it.capacity()))));
    List<String> changes = changes(scenario);
    sentences.add(
        changes.isEmpty()
            ? "no single change of devices, sharding or recomputation makes it fit"
            : "it fits with " + String.join(", or with ", changes));
    return sentences;
  }

  private List<String> changes(PostTrainingScenario scenario) {
    List<String> changes = new ArrayList<>();
    int devices = scenario.cluster().devices();
    for (int factor = 2; factor <= MOST_DEVICES; factor *= 2) {
      int more = devices * factor;
      if (fits(scenario.with(scenario.cluster().withDevices(more)))) {
        changes.add("%d devices".formatted(more));
        break;
      }
    }
    Map<String, PostTrainingScenario> others = new LinkedHashMap<>();
    if (scenario.workload().sharding() != Sharding.ZERO3) {
      others.put(
          "workload.sharding: " + Sharding.ZERO3.key(),
          scenario.with(scenario.workload().with(Sharding.ZERO3)));
    }
    if (scenario.workload().recompute() != Recompute.FULL) {
      others.put(
          "workload.recompute: " + Recompute.FULL.key(),
          scenario.with(scenario.workload().with(Recompute.FULL)));
    }
    others.forEach(
        (change, other) -> {
          if (fits(other)) {
            changes.add(change);
          }
        });
    return changes;
  }

  private boolean fits(PostTrainingScenario scenario) {
    return nearest(scenario).filter(Nearest::fits).isPresent();
  }

  /** Empty where a call cannot be spread over all devices at all. */
  private Optional<Nearest> nearest(PostTrainingScenario scenario) {
    CallCosts costs =
        new CallCosts(
            scenario,
            (cluster, assumptions) -> CalibratedCostModel.of(calibration, cluster, assumptions));
    Map<String, CallPlacement> placements = new LinkedHashMap<>();
    for (ModelFunctionCall call : scenario.workload().dataflow().placed()) {
      Optional<CallPlacement> least = least(scenario, call, costs);
      if (least.isEmpty()) {
        return Optional.empty();
      }
      placements.put(call.name(), least.get());
    }
    PostTrainingPlan plan = PostTrainingPlan.of(placements);
    Map<String, DeviceFill> fills = new MemoryClaims(scenario, costs).fills(plan);
    return scenario.workload().dataflow().placed().stream()
        .map(call -> nearest(call, plan.placementOf(call), costs.of(call, plan), fills))
        .max(Comparator.comparingDouble(Nearest::lacking));
  }

  private static Nearest nearest(
      ModelFunctionCall call,
      CallPlacement placement,
      CallCost cost,
      Map<String, DeviceFill> fills) {
    DeviceFill fill = fills.getOrDefault(call.name(), new DeviceFill(0, 0));
    double alone = cost.staticBytes() + cost.activeBytes() - cost.roomBytes();
    double together = fill.bytes() - fill.capacity();
    return new Nearest(call, placement, Math.max(alone, together), fill.capacity());
  }

  private static Optional<CallPlacement> least(
      PostTrainingScenario scenario, ModelFunctionCall call, CallCosts costs) {
    StrategyChoices choices = new StrategyChoices(scenario, List.of(call), PlacementRefusal.NONE);
    return choices.of(scenario.cluster().devices()).stream()
        .min(Comparator.comparingDouble(it -> bytes(costs.of(call, it, true))));
  }

  private static double bytes(CallCost cost) {
    return cost.staticBytes() + cost.activeBytes();
  }
}
