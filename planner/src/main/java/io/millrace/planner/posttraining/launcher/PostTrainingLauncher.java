package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.plan.Sharding;
import io.millrace.model.posttraining.PostTrainingFramework;
import io.millrace.model.posttraining.PostTrainingFrameworks;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.PostTraining;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Software that starts post-training runs and takes a plan in a form of its own. */
public interface PostTrainingLauncher {

  /** The name in files and options, such as {@code nemo-rl}. */
  String key();

  /** The name for people. */
  String title();

  /** The documentation that the rules were made from, with its date or revision. */
  String source();

  /** What its runs cost: the framework of the same name, if it is known. */
  default Optional<PostTrainingFramework> framework() {
    return PostTrainingFrameworks.bundled().find(key());
  }

  /**
   * What its trainers can share out among data-parallel ranks, the usual first: a question that
   * leaves it open is searched with each.
   */
  default List<Sharding> shardings() {
    return List.of(Sharding.ZERO1, Sharding.ZERO3);
  }

  /** What a question has to obey. */
  List<ScenarioRule> scenarioRules();

  /** What each placement has to obey. */
  List<PlacementRule> placementRules();

  /** All ways in which it spreads the calls of a dataflow; none where it has not the calls. */
  List<Arrangement> arrangements(Dataflow dataflow);

  /** Those of them in which generation may be as far ahead as a workload has it. */
  default List<Arrangement> arrangements(PostTraining workload) {
    return arrangements(workload.dataflow()).stream()
        .filter(it -> it.runs(workload.asynchrony()))
        .toList();
  }

  /** A call with given degrees as the launcher runs it where it leaves no other choice. */
  default CallPlacement place(ModelFunctionCall call, DeviceMesh mesh, ParallelStrategy degrees) {
    return CallPlacement.of(mesh, degrees);
  }

  /** Why a call cannot be placed like that, by the first rule that it breaks; empty if it can. */
  default Optional<String> refusal(
      ModelFunctionCall call, CallPlacement placement, PostTrainingScenario scenario) {
    for (PlacementRule rule : placementRules()) {
      if (!rule.holds(call, placement, scenario)) {
        return Optional.of(rule.toString());
      }
    }
    return Optional.empty();
  }

  /**
   * Every reason why it has no plan for a question, whatever the plan; empty if it may have one.
   */
  default List<String> refusals(PostTrainingScenario scenario) {
    List<String> reasons = new ArrayList<>();
    for (ScenarioRule rule : scenarioRules()) {
      if (!rule.holds(scenario)) {
        reasons.add(rule.toString());
      }
    }
    PostTraining workload = scenario.workload();
    if (reasons.isEmpty() && arrangements(workload).isEmpty()) {
      reasons.add(
          "%s: it does not run %s with generation %d updates ahead"
              .formatted(title(), workload.dataflow().name(), workload.asynchrony().staleness()));
    }
    return List.copyOf(reasons);
  }

  /** The arrangement that a plan is of, if it is one of those that fit the workload. */
  default Optional<Arrangement> arrangement(PostTrainingPlan plan, PostTrainingScenario scenario) {
    return arrangements(scenario.workload()).stream()
        .filter(it -> it.conflicts(plan).isEmpty())
        .findFirst();
  }

  /**
   * Every reason why it cannot run a plan for a question: those of the question, of each call, and,
   * where the plan is of no arrangement, those of the arrangement that is nearest to it.
   */
  default List<String> refusals(PostTrainingPlan plan, PostTrainingScenario scenario) {
    List<String> reasons = new ArrayList<>(refusals(scenario));
    Map<String, List<String>> byRule = new LinkedHashMap<>();
    for (ModelFunctionCall call : scenario.workload().dataflow().placed()) {
      Optional<CallPlacement> placement = plan.placement(call.name());
      if (placement.isEmpty()) {
        reasons.add(call.name() + " is not placed");
        continue;
      }
      if (placement.get().mesh().end() > scenario.cluster().devices()) {
        reasons.add(
            "%s: %s are more than the %d devices of the cluster"
                .formatted(
                    call.name(), placement.get().mesh().label(), scenario.cluster().devices()));
      }
      for (PlacementRule rule : placementRules()) {
        if (!rule.holds(call, placement.get(), scenario)) {
          byRule.computeIfAbsent(rule.toString(), _ -> new ArrayList<>()).add(call.name());
        }
      }
    }
    byRule.forEach((rule, calls) -> reasons.add(Conflicts.and(calls) + ": " + rule));
    if (arrangement(plan, scenario).isEmpty()) {
      arrangements(scenario.workload()).stream()
          .min(Comparator.comparingInt(it -> new Conflicts(it, plan).moves()))
          .ifPresent(it -> reasons.addAll(it.conflicts(plan)));
    }
    return List.copyOf(reasons);
  }
}
