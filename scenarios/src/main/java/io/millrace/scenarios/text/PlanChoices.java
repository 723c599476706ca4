package io.millrace.scenarios.text;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.PlannedRun;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A plan in full, a line for each dimension that it splits.
 *
 * @param run the plan
 * @param scenario what it is for
 */
record PlanChoices(PlannedRun run, Scenario scenario) {

  List<String> lines(Palette palette) {
    TrainingPlan plan = run.plan();
    ParallelStrategy degrees = plan.strategy();
    List<String> words = new ArrayList<>(new PlanText(plan).words());
    Table table =
        new Table(
            List.of(Table.Column.words(""), Table.Column.numbers(""), Table.Column.words("")));
    table.row(
        "data",
        String.valueOf(degrees.data()),
        taken(
            words,
            it -> it.startsWith("zero") && !it.startsWith("zero-") || it.contains(" passes"),
            "each replica has a copy"));
    if (degrees.tensor() > 1) {
      table.row(
          "tensor",
          String.valueOf(degrees.tensor()),
          taken(words, it -> it.endsWith("parallel"), ""));
    }
    if (degrees.context() > 1) {
      table.row(
          "context",
          String.valueOf(degrees.context()),
          taken(words, it -> it.startsWith("context"), "keys and values go round"));
    }
    if (degrees.expert() > 1) {
      table.row("expert", String.valueOf(degrees.expert()), "");
    }
    String batches =
        Numbers.whole(plan.microBatches(scenario.workload().globalBatch()))
            + " of them in an iteration";
    taken(words, it -> it.startsWith("micro-batch"), "");
    String keeping = taken(words, it -> it.startsWith("recompute") || it.contains("offloaded"), "");
    if (degrees.pipeline() > 1) {
      table.row("pipeline", String.valueOf(degrees.pipeline()), String.join(", ", words));
    }
    table.row("micro-batch", String.valueOf(plan.microBatch()), batches);
    table.row("activations", "", keeping);
    return table.lines(palette);
  }

  /** Words that belong together, which no other line then has. */
  private static String taken(List<String> words, Predicate<String> which, String ifNone) {
    List<String> chosen = words.stream().filter(which).toList();
    words.removeAll(chosen);
    return chosen.isEmpty() ? ifNone : String.join(", ", chosen);
  }
}
