package io.millrace.scenarios.text;

import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/** What a planner found, for people. */
public final class PlanningText {
  private static final String INDENT = "  ";

  private final Scenario scenario;
  private final PlanningReport report;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  private PlanningText(Scenario scenario, PlanningReport report, Palette palette) {
    this.scenario = scenario;
    this.report = report;
    this.palette = palette;
  }

  /** The whole report, ending with a line feed. */
  public static String of(Scenario scenario, PlanningReport report, Palette palette) {
    PlanningText text = new PlanningText(scenario, report, palette);
    text.lines.add(palette.strong(scenario.name()));
    text.table();
    text.search();
    return String.join("\n", text.lines) + "\n";
  }

  private void table() {
    Table table =
        new Table(
            List.of(
                Table.Column.numbers(""),
                Table.Column.words("plan"),
                Table.Column.numbers("estimate"),
                Table.Column.numbers("simulated"),
                Table.Column.words("80 % range")));
    int rank = 0;
    for (PlannedRun run : report.plans()) {
      rank++;
      table.row(cells(String.valueOf(rank), run));
    }
    report.own().ifPresent(it -> table.row(cells("own", it)));
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
  }

  private static List<String> cells(String rank, PlannedRun run) {
    return List.of(
        rank,
        new PlanText(run.plan()).line(),
        Numbers.with(run.estimate().seconds(), "s"),
        run.simulated().map(it -> Numbers.with(it.iterationTime().value(), "s")).orElse(""),
        run.simulated().map(it -> Numbers.range(it.iterationTime())).orElse(""));
  }

  private void search() {
    PlanningReport.Search search = report.search();
    lines.add(
        "%d candidates, %d evaluated, pruned %s, gap %s, %s, %.1f s"
            .formatted(
                search.candidates(),
                search.evaluated(),
                search.pruned(),
                Numbers.percent(search.gap()),
                search.end().key(),
                search.seconds()));
  }
}
