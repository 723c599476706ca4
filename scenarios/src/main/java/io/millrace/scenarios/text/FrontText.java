package io.millrace.scenarios.text;

import io.millrace.model.report.PlannedRun;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans of which none is better in every respect, for people.
 *
 * @param scenario what they are for
 * @param front at least one
 */
record FrontText(Scenario scenario, List<PlannedRun> front) {
  static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;

  private static final String INDENT = "  ";

  /** Points that are shown; all of them are in the JSON. */
  private static final int SHOWN = 24;

  /** A table, each plan with what sets it apart from the one above, and an empty line. */
  List<String> lines(Palette palette) {
    List<String> lines = new ArrayList<>();
    lines.add(
        palette.strong("Plans of which none is better in every respect")
            + ": time, devices, room in memory, energy; "
            + front.size()
            + " of them");
    Table table =
        new Table(
            List.of(
                Table.Column.numbers("devices"),
                Table.Column.words("plan"),
                Table.Column.numbers("estimate"),
                Table.Column.numbers("memory"),
                Table.Column.numbers("USD/Mtoken"),
                Table.Column.numbers("kWh"),
                Table.Column.numbers("J/token"),
                Table.Column.words("unlike the one above")));
    PlannedRun above = front.getFirst();
    int step = Math.ceilDiv(front.size(), SHOWN);
    for (int i = 0; i < front.size(); i += step) {
      PlannedRun run = front.get(i);
      PlannedRun.Estimated estimate = run.estimate();
      table.row(
          Numbers.whole(run.devices()),
          run.plan().label(),
          Numbers.with(estimate.seconds(), "s"),
          Numbers.percent(estimate.memory().count() / (double) estimate.capacity().count()),
          estimate.costPerMillionTokens().stream().mapToObj(Numbers::plain).findAny().orElse(""),
          energy(estimate, scenario.workload().tokens() / JOULES_PER_KILOWATT_HOUR),
          energy(estimate, 1),
          palette.faint(new PlanDifference(above, run).text()));
      above = run;
    }
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    if (step > 1) {
      lines.add(INDENT + palette.faint("every " + step + "th; all are in the JSON"));
    }
    lines.add("");
    return lines;
  }

  /** The energy of so many tokens, if it is known. */
  private static String energy(PlannedRun.Estimated estimate, double tokens) {
    return estimate.joulesPerToken().stream()
        .mapToObj(it -> Numbers.plain(it * tokens))
        .findAny()
        .orElse("");
  }
}
