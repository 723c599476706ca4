package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.Sharding;
import io.millrace.model.posttraining.DeviceFill;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.workload.Colocation;
import io.millrace.model.workload.PostTraining;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.posttraining.CallCost;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import io.millrace.simulator.lowering.posttraining.MemoryClaims;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What lacks where no plan fits, and what would help: how many bytes the plan that needs least is
 * short of, where that is alone too much, and with which changes a plan was found that fits. The
 * former has every call on all devices, spread such that it needs the least memory.
 */
final class MemoryAdvice {
  /** More devices than this many times those of the cluster would be another question. */
  private static final int MOST_TIMES = 8;

  /** Numbers of devices that are tried at most, before those between two of them. */
  private static final int MOST_TRIALS = 7;

  private final CostModel.Factory factory;
  private final Layouts layouts;
  private final FirstFit firstFit;

  MemoryAdvice(CostModel.Factory factory, Layouts layouts) {
    this.factory = factory;
    this.layouts = layouts;
    this.firstFit = new FirstFit(layouts, factory);
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

    String sentence() {
      return ("the plan that needs least has all calls on all devices: %s as %s, with what is"
              + " trained there, is short of %s on a device of %s")
          .formatted(
              call.name(), placement.strategy().label(), Bytes.of(lacking), Bytes.of(capacity));
    }
  }

  /** Sentences, for a scenario that no plan was found for. */
  List<String> of(PostTrainingScenario scenario) {
    List<String> sentences = new ArrayList<>();
    if (scenario.workload().colocation() != Colocation.APART) {
      nearest(scenario)
          .filter(it -> it.lacking() > 0)
          .ifPresent(it -> sentences.add(it.sentence()));
    }
    List<String> changes = changes(scenario);
    if (!changes.isEmpty()) {
      sentences.add("it fits with " + String.join(", or with ", changes));
    } else if (layouts.stop().isRaised()) {
      sentences.add("the search ended before it knew which change makes it fit");
    } else {
      sentences.add(
          "no plan was found with up to %d times the devices, other sharding or recomputation"
              .formatted(MOST_TIMES));
    }
    return sentences;
  }

  private List<String> changes(PostTrainingScenario scenario) {
    List<String> changes = new ArrayList<>();
    devices(scenario).ifPresent(it -> changes.add("%d devices".formatted(it)));
    List<PostTrainingScenario> tried = OpenChoices.of(scenario, layouts.launcher());
    Stream.of(Sharding.values())
        .filter(it -> it.compareTo(scenario.workload().sharding()) > 0)
        .filter(it -> tried.stream().noneMatch(other -> other.workload().sharding() == it))
        .filter(it -> fitsAny(tried, workload -> workload.with(it)))
        .findFirst()
        .ifPresent(it -> changes.add(PostTrainingScenario.SHARDING + ": " + it.key()));
    Stream.of(Recompute.values())
        .filter(it -> it.compareTo(scenario.workload().recompute()) > 0)
        .filter(it -> tried.stream().noneMatch(other -> other.workload().recompute() == it))
        .filter(it -> fitsAny(tried, workload -> workload.with(it)))
        .findFirst()
        .ifPresent(it -> changes.add(PostTrainingScenario.RECOMPUTE + ": " + it.key()));
    return changes;
  }

  private boolean fitsAny(List<PostTrainingScenario> tried, UnaryOperator<PostTraining> change) {
    return firstFit.fitsAny(
        tried.stream().map(it -> it.with(change.apply(it.workload()))).toList());
  }

  /**
   * The fewest devices that it fits with, by whole nodes; on large clusters by several of them at
   * first, and those between only below a number that is enough.
   */
  private OptionalInt devices(PostTrainingScenario scenario) {
    int node = scenario.cluster().devicesPerNode();
    int nodes = scenario.cluster().devices() / node;
    int most = Math.max(1, nodes) * MOST_TIMES;
    int step = Math.ceilDiv(most - nodes, MOST_TRIALS);
    for (int coarse = nodes + step; coarse < most + step; coarse += step) {
      if (fits(scenario, Math.min(coarse, most) * node)) {
        int enough = Math.min(coarse, most);
        int fewest =
            IntStream.range(coarse - step + 1, enough)
                .filter(it -> fits(scenario, it * node))
                .findFirst()
                .orElse(enough);
        return OptionalInt.of(fewest * node);
      }
    }
    return OptionalInt.empty();
  }

  private boolean fits(PostTrainingScenario scenario, int devices) {
    return !layouts.stop().isRaised()
        && firstFit.fitsAny(
            OpenChoices.of(
                scenario.with(scenario.cluster().withDevices(devices)), layouts.launcher()));
  }

  /**
   * The call that is short of the most in the plan that needs least; empty where a call cannot be
   * spread over all devices at all.
   */
  private Optional<Nearest> nearest(PostTrainingScenario scenario) {
    CallCosts costs = new CallCosts(scenario, factory);
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
