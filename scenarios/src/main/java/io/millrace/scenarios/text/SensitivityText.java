package io.millrace.scenarios.text;

import io.millrace.model.report.Sensitivity;
import io.millrace.model.report.Sensitivity.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What an answer hangs on, for people. */
public final class SensitivityText {
  private static final String INDENT = "  ";

  private SensitivityText() {}

  /** A table of inputs and what random draws give, ending with a line feed. */
  public static String of(Sensitivity sensitivity, Palette palette) {
    List<String> lines = new ArrayList<>();
    lines.add(palette.strong("What " + sensitivity.plan() + " hangs on"));
    Table table =
        new Table(
            List.of(
                Table.Column.words("input"),
                Table.Column.numbers("less"),
                Table.Column.numbers("kept"),
                Table.Column.numbers("anew"),
                Table.Column.numbers("more"),
                Table.Column.numbers("kept"),
                Table.Column.numbers("anew"),
                Table.Column.words("another plan is better")));
    for (Sensitivity.Bar bar : sensitivity.bars()) {
      List<String> cells = new ArrayList<>();
      cells.add(bar.label());
      cells.addAll(cells(bar.less()));
      cells.addAll(cells(bar.more()));
      cells.add(flips(bar, sensitivity.plan()));
      table.row(cells);
    }
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    lines.add(
        INDENT
            + palette.faint(
                "change of what plans are compared by, per token; + is worse; 'anew' with the plan"
                    + " that is then best"));
    lines.add("");
    draws(sensitivity.draws(), palette, lines);
    return String.join("\n", lines) + "\n";
  }

  private static List<String> cells(Optional<Side> side) {
    return side.map(
            it ->
                List.of(
                    "×" + factor(it.factor()),
                    change(it.kept(), "does not fit"),
                    change(it.replanned(), "nothing fits") + gap(it)))
        .orElse(List.of("", "", ""));
  }

  private static String change(OptionalDouble change, String otherwise) {
    return change.isPresent() ? Numbers.signedPercent(change.getAsDouble()) : otherwise;
  }

  private static String gap(Side side) {
    return side.gap() > 0 ? " (gap " + Numbers.percent(side.gap()) + ")" : "";
  }

  private static String flips(Sensitivity.Bar bar, String own) {
    List<String> words = new ArrayList<>();
    bar.less().filter(Side::flips).ifPresent(it -> words.add(flip(it, "down", own)));
    bar.more().filter(Side::flips).ifPresent(it -> words.add(flip(it, "up", own)));
    return String.join("; ", words);
  }

  /** Plans with the same degrees are told apart from the answer by a word. */
  private static String flip(Side side, String direction, String own) {
    return "%s%s from ×%s %s"
        .formatted(
            side.plan().equals(own) ? "another " : "",
            side.plan(),
            factor(side.flipsAt().orElse(side.factor())),
            direction);
  }

  private static String factor(double factor) {
    return String.format(Locale.ROOT, "%.2f", factor);
  }

  private static void draws(Sensitivity.Draws draws, Palette palette, List<String> lines) {
    lines.add(palette.strong("How sure it is"));
    lines.add(
        INDENT
            + "%d draws of all uncertain parameters: four of five lie between %s and %s"
                .formatted(
                    draws.number(),
                    Numbers.signedPercent(draws.low() - 1),
                    Numbers.signedPercent(draws.high() - 1)));
    Table table = new Table(List.of(Table.Column.words("plan"), Table.Column.numbers("best in")));
    draws.shares().forEach(it -> table.row(it.plan(), Numbers.percent(it.share())));
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
  }
}
