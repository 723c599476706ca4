package io.millrace.scenarios.accuracy;

import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.CrossValidation;
import io.millrace.scenarios.check.Grouping;
import io.millrace.scenarios.check.Metric;
import io.millrace.scenarios.check.Summary;
import io.millrace.scenarios.text.ErrorTable;
import io.millrace.scenarios.text.Numbers;
import io.millrace.scenarios.text.Palette;
import io.millrace.scenarios.text.ParameterTable;
import io.millrace.scenarios.text.Table;
import io.millrace.scenarios.text.WorstCases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The accuracy of predictions as a page of Markdown, made by one command and never by hand. */
public final class AccuracyPage {
  private static final int WORST = 10;
  private static final List<Grouping> GROUPINGS =
      List.of(
          Grouping.FAMILY, Grouping.DEVICE, Grouping.FRAMEWORK, Grouping.PRECISION, Grouping.KIND);

  private final ErrorTable tables = new ErrorTable(Palette.PLAIN);
  private final List<String> lines = new ArrayList<>();

  private AccuracyPage() {}

  /**
   * The page.
   *
   * @param result predictions with the parameters that ship
   * @param validation what they are worth for families that no fit saw
   * @param picture the name of the chart's file as the page should link it
   * @param command what makes the page again
   */
  public static String of(
      CheckResult result,
      Optional<CrossValidation> validation,
      Optional<String> picture,
      String command) {
    AccuracyPage page = new AccuracyPage();
    page.head(result, validation);
    picture.ifPresent(
        it -> page.paragraph("![Predicted against measured iteration times](" + it + ")"));
    page.shipped(result);
    validation.ifPresent(page::leftOut);
    page.memory(result);
    page.worst(result);
    page.again(command);
    return String.join("\n", page.lines) + "\n";
  }

  private void head(CheckResult result, Optional<CrossValidation> validation) {
    lines.add("# How far off are the predictions?");
    paragraph(
        ("%d measured cases, each predicted from its configuration alone: %d are scored, %d are"
                + " superseded by a newer release of the same software and only listed, %d could"
                + " not be predicted.")
            .formatted(
                result.cases(),
                result.cases() - result.superseded() - result.notPredicted().size(),
                result.superseded(),
                result.notPredicted().size()));
    Table table =
        new Table(
            List.of(
                Table.Column.words("iteration time"),
                Table.Column.numbers("cases"),
                Table.Column.numbers("median error"),
                Table.Column.numbers("mean error"),
                Table.Column.numbers("in the 80 % range"),
                Table.Column.numbers("rank correlation")));
    headline(table, "with the parameters that ship", result);
    validation.ifPresent(
        it -> {
          headline(table, "with priors only, no run fitted", it.before());
          headline(table, "fitted to all cases", it.inSample());
          headline(table, "fitted without the family that is predicted", it.leftOut());
        });
    table(table);
    paragraph(
        "Median and mean are of the absolute error. A family is a source: a paper, a vendor's"
            + " table, a benchmark round. *Fitted without the family* starts from the priors; those that"
            + " name a family's own runs as their source make its figure look better than it is.");
  }

  private static void headline(Table table, String name, CheckResult result) {
    Optional<Summary> total = result.total(Metric.ITERATION_TIME);
    total.ifPresent(
        it ->
            table.row(
                name,
                String.valueOf(it.cases()),
                Numbers.percent(it.medianApe()),
                Numbers.percent(it.mape()),
                it.covered().isPresent() ? Numbers.percent(it.covered().getAsDouble()) : "-",
                it.spearman().isPresent() ? Numbers.plain(it.spearman().getAsDouble()) : "-"));
  }

  private void shipped(CheckResult result) {
    heading("With the parameters that ship");
    for (Grouping grouping : GROUPINGS) {
      table(tables.of(result, grouping, Metric.ITERATION_TIME));
    }
    paragraph(sentence(ErrorTable.LEGEND));
  }

  private void leftOut(CrossValidation validation) {
    heading("In sample and left out");
    paragraph(
        "In sample: parameters fitted to all cases. Left out: to all but the family that is"
            + " predicted, starting from the priors, which come from data sheets, papers and single"
            + " kernels.");
    for (Grouping grouping : GROUPINGS) {
      table(tables.of(validation, grouping));
    }
    heading("What was fitted");
    paragraph(
        "%d parameters can change an iteration time here; runs tell about %d of them. Each belongs"
                .formatted(validation.parameters().size(), validation.informed().size())
            + " to a device generation, a network or a software line, none to a case or a source.");
    table(ParameterTable.byOwner(validation.parameters()));
  }

  private void memory(CheckResult result) {
    if (result.metrics().contains(Metric.PEAK_MEMORY)) {
      heading("Peak memory");
      table(tables.of(result, Grouping.FAMILY, Metric.PEAK_MEMORY));
    }
  }

  private void worst(CheckResult result) {
    heading("Furthest off");
    lines.add("");
    for (CaseResult.Predicted it : result.worst(WORST)) {
      lines.add(
          "- %s, **%s**. %s."
              .formatted(
                  WorstCases.figures(it),
                  Numbers.signedPercent(it.error()),
                  sentence(WorstCases.why(it))));
    }
  }

  private void again(String command) {
    heading("Make this page again");
    lines.add("");
    lines.add("```");
    lines.add(command);
    lines.add("```");
  }

  private void heading(String text) {
    lines.add("");
    lines.add("## " + text);
  }

  private void paragraph(String text) {
    lines.add("");
    lines.add(text);
  }

  private void table(Table table) {
    lines.add("");
    lines.addAll(table.markdown());
  }

  private static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
