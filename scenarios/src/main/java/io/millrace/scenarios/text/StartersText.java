package io.millrace.scenarios.text;

import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.PlacementRule;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import io.millrace.planner.posttraining.launcher.ScenarioRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which launchers can start a plan of post-training, and why the others cannot: a sentence each.
 */
final class StartersText {

  private StartersText() {}

  static List<String> of(PostTrainingScenario question, PostTrainingPlan plan) {
    List<String> able = new ArrayList<>();
    List<String> open = new ArrayList<>();
    List<String> unable = new ArrayList<>();
    for (PostTrainingLauncher launcher : Launchers.bundled()) {
      List<String> reasons = launcher.refusals(plan, question);
      if (reasons.isEmpty()) {
        able.add(launcher.key());
        continue;
      }
      unable.add("not by " + launcher.key() + ": " + shortest(launcher, question, plan, reasons));
      if (launcher.refusals(question).isEmpty()) {
        open.add(launcher.key());
      }
    }
    List<String> sentences = new ArrayList<>();
    if (!able.isEmpty()) {
      sentences.add("can be started by " + String.join(", ", able));
    } else if (open.isEmpty()) {
      sentences.add("no launcher that Millrace knows runs this dataflow like that");
    } else {
      sentences.add(
          "no launcher can start it as it is; --launcher %s searches what one can"
              .formatted(String.join("|", open)));
    }
    sentences.addAll(unable);
    return List.copyOf(sentences);
  }

  /** A rule says in a few words what a list of calls does not: the first that is broken. */
  private static String shortest(
      PostTrainingLauncher launcher,
      PostTrainingScenario question,
      PostTrainingPlan plan,
      List<String> reasons) {
    Stream<String> ofQuestion =
        launcher.scenarioRules().stream()
            .filter(rule -> !rule.holds(question))
            .map(ScenarioRule::reason);
    Stream<String> ofPlacements =
        launcher.placementRules().stream()
            .filter(rule -> isBroken(rule, question, plan))
            .map(PlacementRule::reason);
    return Stream.concat(ofQuestion, ofPlacements).findFirst().orElse(reasons.getFirst());
  }

  private static boolean isBroken(
      PlacementRule rule, PostTrainingScenario question, PostTrainingPlan plan) {
    return question.workload().dataflow().placed().stream()
        .anyMatch(call -> !rule.holds(call, plan.placementOf(call), question));
  }
}
