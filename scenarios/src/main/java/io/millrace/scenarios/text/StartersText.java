package io.millrace.scenarios.text;

import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import java.util.ArrayList;
import java.util.List;

/** Which launchers can start a plan of post-training, and why the others cannot: a line each. */
final class StartersText {
  private static final int WIDTH = 92;

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
      String more = reasons.size() == 1 ? "" : " (and %d more)".formatted(reasons.size() - 1);
      unable.add("  not by " + cut(launcher.key() + ": " + reasons.getFirst(), more));
      if (launcher.refusals(question).isEmpty()) {
        open.add(launcher.key());
      }
    }
    List<String> lines = new ArrayList<>();
    if (!able.isEmpty()) {
      lines.add("can be started by " + String.join(", ", able));
    } else if (open.isEmpty()) {
      lines.add("no launcher that Millrace knows runs this dataflow like that");
    } else {
      lines.add(
          "no launcher can start it as it is; --launcher %s searches what one can"
              .formatted(String.join("|", open)));
    }
    lines.addAll(unable);
    return List.copyOf(lines);
  }

  private static String cut(String text, String more) {
    int room = WIDTH - more.length();
    return (text.length() <= room ? text : text.substring(0, room - 3) + "...") + more;
  }
}
