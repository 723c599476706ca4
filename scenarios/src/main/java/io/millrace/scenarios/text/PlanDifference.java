package io.millrace.scenarios.text;

import io.millrace.model.report.PlannedRun;
import java.util.ArrayList;
import java.util.List;

/**
 * In what a plan differs from a better one, besides its degrees.
 *
 * @param best the better one
 * @param other the other
 */
record PlanDifference(PlannedRun best, PlannedRun other) {
  /** What is switched on or off; of everything else the other's choice says enough. */
  private static final List<String> SWITCHES =
      List.of(
          "sequence parallel",
          "async tensor parallel",
          "activations offloaded",
          "stages next to each other",
          "gradients beside passes",
          "weights beside passes");

  String text() {
    List<String> usual = new PlanText(best.plan()).words();
    List<String> own = new PlanText(other.plan()).words();
    List<String> differences = new ArrayList<>();
    if (other.precision() != best.precision()) {
      differences.add(other.precision().key());
    }
    own.stream().filter(it -> !usual.contains(it)).forEach(differences::add);
    usual.stream()
        .filter(it -> SWITCHES.contains(it) && !own.contains(it))
        .filter(it -> !it.contains("parallel") || other.plan().strategy().tensor() > 1)
        .filter(it -> !it.contains("stages") || other.plan().strategy().pipeline() > 1)
        .forEach(it -> differences.add("not " + it));
    return String.join(", ", differences);
  }
}
