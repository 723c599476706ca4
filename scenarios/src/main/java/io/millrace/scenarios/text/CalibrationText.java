package io.millrace.scenarios.text;

import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.CrossValidation;
import io.millrace.scenarios.check.Metric;
import java.util.ArrayList;
import java.util.List;

/** A fit for people: errors before and after, parameters by owner, then each of them. */
public final class CalibrationText {
  private static final String INDENT = "  ";

  private CalibrationText() {}

  /**
   * The text, ending with a line feed.
   *
   * @param brief whether to leave out the single parameters
   */
  public static String of(CrossValidation validation, boolean brief, Palette palette) {
    List<String> lines = new ArrayList<>();
    lines.add(palette.strong("Errors of iteration times"));
    Table errors =
        new Table(
            List.of(
                Table.Column.words("parameters"),
                Table.Column.numbers("cases"),
                Table.Column.numbers("median"),
                Table.Column.numbers("mean"),
                Table.Column.numbers("in range")));
    row(errors, "priors", validation.unfitted());
    row(errors, "fitted to all", validation.inSample());
    row(errors, "fitted without the family", validation.leftOut());
    add(errors, palette, lines);
    lines.add("");
    add(ParameterTable.byOwner(validation.parameters()), palette, lines);
    if (!brief) {
      lines.add("");
      add(ParameterTable.of(validation.parameters()), palette, lines);
    }
    return String.join("\n", lines) + "\n";
  }

  private static void row(Table table, String name, CheckResult result) {
    result
        .total(Metric.ITERATION_TIME)
        .ifPresent(
            it ->
                table.row(
                    name,
                    String.valueOf(it.cases()),
                    Numbers.percent(it.medianApe()),
                    Numbers.percent(it.mape()),
                    it.covered().isPresent() ? Numbers.percent(it.covered().getAsDouble()) : "-"));
  }

  private static void add(Table table, Palette palette, List<String> lines) {
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
  }
}
