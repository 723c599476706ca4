package io.millrace.scenarios.text;

import io.millrace.scenarios.query.Overview;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the rows of sweeps have, column by column. */
public final class OverviewText {
  private static final int LONGEST_CELL = 28;

  private OverviewText() {}

  /** Its lines. */
  public static List<String> of(Overview overview, Palette palette) {
    List<String> lines = new ArrayList<>();
    lines.add(
        overview.states().stream()
            .map(it -> Numbers.whole(it.rows()) + " " + CellText.of(it.status()))
            .collect(
                Collectors.joining(
                    ", ", palette.strong(Numbers.whole(overview.rows()) + " rows") + ": ", "")));
    Table table =
        new Table(
            List.of(
                Table.Column.words("column"),
                Table.Column.words(""),
                Table.Column.words("kind"),
                Table.Column.numbers("values"),
                Table.Column.numbers("absent"),
                Table.Column.words("least"),
                Table.Column.words("largest")));
    for (Overview.Summary it : overview.columns()) {
      table.row(
          it.column().name(),
          it.isAxis() ? "axis" : "",
          it.column().kind().key(),
          Numbers.whole(it.values()),
          Numbers.whole(it.absent()),
          shortened(CellText.of(it.least())),
          shortened(CellText.of(it.largest())));
    }
    lines.addAll(table.lines(palette));
    return lines;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL - 1) + "…";
  }
}
