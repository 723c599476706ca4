package io.millrace.planner.export.posttraining;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PlacementRules;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.Map;
import java.util.TreeMap;

/** Collects what an importer read, and sees to it that it answers the question. */
public final class Placements {
  private final PostTrainingScenario question;
  private final Issues issues;
  private final Map<String, CallPlacement> placements = new TreeMap<>();

  /** Of a question; what is wrong goes to the issues of the file. */
  public Placements(PostTrainingScenario question, Issues issues) {
    this.question = question;
    this.issues = issues;
  }

  /** Where a call runs, as it stands at a path of the file. */
  public void put(ModelFunctionCall call, String path, CallPlacement placement) {
    if (placement.mesh().end() > question.cluster().devices()) {
      issues.add(
          path,
          "%s are more than the %d devices of the cluster"
              .formatted(placement.mesh().label(), question.cluster().devices()),
          "");
    }
    for (Issue issue : PlacementRules.violations(call, question.model(role(call)), placement)) {
      issues.add(path, issue.message(), issue.hint());
    }
    if (placements.put(call.name(), placement) != null) {
      issues.add(path, "places " + call.name() + " again", "");
    }
  }

  private static String role(ModelFunctionCall call) {
    return call.role().orElseThrow();
  }

  /** The plan, if every call is placed and nothing is wrong. */
  public Parsed<PostTrainingPlan> plan() {
    if (issues.isEmpty()) {
      for (ModelFunctionCall call : question.workload().dataflow().placed()) {
        if (!placements.containsKey(call.name())) {
          issues.add(Issue.WHOLE, "does not place " + call.name(), "");
        }
      }
    }
    return issues.result(() -> PostTrainingPlan.of(placements));
  }
}
