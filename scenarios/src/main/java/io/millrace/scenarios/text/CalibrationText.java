package io.millrace.scenarios.text;

import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.CrossValidation;
import io.millrace.scenarios.check.Metric;
import io.millrace.scenarios.fit.FitStart;
import java.util.ArrayList;
import java.util.List;

/** A fit for people: errors before and after, parameters by owner, then those that it moved. */
public final class CalibrationText {
  private static final String INDENT = "  ";
  private static final int WIDTH = 100;

  private final FitStart start;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  private CalibrationText(FitStart start, Palette palette) {
    this.start = start;
    this.palette = palette;
  }

  /**
   * The text, ending with a line feed.
   *
   * @param start what the fit started from
   * @param after all cases, predicted with the parameters as they are written
   * @param brief whether to leave out the single parameters
   */
  public static String of(
      CrossValidation validation,
      FitStart start,
      CheckResult after,
      boolean brief,
      Palette palette) {
    CalibrationText text = new CalibrationText(start, palette);
    text.errors(validation, after);
    text.parameters(validation, brief);
    String unused = after.notPredicted().isEmpty() ? "" : text.unused(after);
    return String.join("\n", text.lines) + "\n" + unused;
  }

  private void errors(CrossValidation validation, CheckResult after) {
    lines.add(palette.strong("Errors of iteration times"));
    Table errors =
        new Table(
            List.of(
                Table.Column.words("parameters"),
                Table.Column.numbers("cases"),
                Table.Column.numbers("median"),
                Table.Column.numbers("mean"),
                Table.Column.numbers("in range")));
    row(errors, start.label(), validation.before());
    row(errors, "fitted to all", after);
    row(errors, "fitted without the family", validation.leftOut());
    add(errors);
    String superseded =
        after.superseded() == 0
            ? ""
            : "; %d superseded by a newer release and not used".formatted(after.superseded());
    faint(
        "fitted to all: with the parameters as they are written, as 'check' predicts with them; in"
            + " range is the share of measured values within the predicted range, which should be"
            + " 80 %"
            + superseded);
  }

  private void parameters(CrossValidation validation, boolean brief) {
    lines.add("");
    add(ParameterTable.byOwner(validation.parameters()));
    if (brief) {
      return;
    }
    lines.add("");
    int others = validation.parameters().size() - validation.informed().size();
    if (!validation.informed().isEmpty()) {
      add(ParameterTable.of(validation.parameters(), start.label()));
      faint(ParameterTable.LEGEND);
    }
    faint("the runs tell next to nothing of %d others, which stay %s".formatted(others, stay()));
  }

  private String stay() {
    return switch (start) {
      case SHIPPED -> "as shipped and are not written";
      case PRIORS -> "at their priors and are not written";
    };
  }

  private String unused(CheckResult after) {
    return new CheckText(palette).refused(after).text();
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

  private void add(Table table) {
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
  }

  private void faint(String text) {
    Paragraph.wrap(text, WIDTH).forEach(line -> lines.add(INDENT + palette.faint(line)));
  }
}
