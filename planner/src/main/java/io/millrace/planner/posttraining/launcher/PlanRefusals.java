package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a launcher cannot run a plan: a rule that several calls break is one reason. */
final class PlanRefusals {
  private final PostTrainingLauncher launcher;
  private final PostTrainingPlan plan;
  private final PostTrainingScenario scenario;

  PlanRefusals(
      PostTrainingLauncher launcher, PostTrainingPlan plan, PostTrainingScenario scenario) {
    this.launcher = launcher;
    this.plan = plan;
    this.scenario = scenario;
  }

  /** Those of the question, of its calls, and of the arrangement. */
  List<String> all() {
    List<String> reasons = new ArrayList<>(launcher.refusals(scenario));
    Map<String, List<String>> callsByRule = new LinkedHashMap<>();
    for (ModelFunctionCall call : scenario.workload().dataflow().placed()) {
      Optional<CallPlacement> placement = plan.placement(call.name());
      if (placement.isEmpty()) {
        reasons.add(call.name() + " is not placed");
        continue;
      }
      beyondTheCluster(call, placement.get()).ifPresent(reasons::add);
      for (PlacementRule rule : launcher.placementRules()) {
        if (!rule.holds(call, placement.get(), scenario)) {
          callsByRule.computeIfAbsent(rule.toString(), _ -> new ArrayList<>()).add(call.name());
        }
      }
    }
    callsByRule.forEach((rule, calls) -> reasons.add(Conflicts.and(calls) + ": " + rule));
    reasons.addAll(ofArrangement());
    return List.copyOf(reasons);
  }

  private Optional<String> beyondTheCluster(ModelFunctionCall call, CallPlacement placement) {
    int devices = scenario.cluster().devices();
    return placement.mesh().end() > devices
        ? Optional.of(
            "%s: %s are more than the %d devices of the cluster"
                .formatted(call.name(), placement.mesh().label(), devices))
        : Optional.empty();
  }

  /** Those of the nearest arrangement, where the plan is of none. */
  private List<String> ofArrangement() {
    if (launcher.arrangement(plan, scenario).isPresent()) {
      return List.of();
    }
    return launcher.arrangements(scenario.workload()).stream()
        .map(it -> Conflicts.of(it, plan))
        .min(Comparator.comparingInt(Conflicts::moves))
        .map(Conflicts::reasons)
        .orElse(List.of());
  }
}
