package io.millrace.scenarios.text;

import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.CrossValidation;
import io.millrace.scenarios.check.Grouping;
import io.millrace.scenarios.check.Metric;
import io.millrace.scenarios.check.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Errors by group as tables. */
public final class ErrorTable {
  /** What the columns mean, for whoever reads one for the first time. */
  public static final String LEGEND =
      "mean, median and 90th percentile of the absolute error; bias is the median error, positive"
          + " where predictions are too large; in range is the share of measured values within the"
          + " predicted range, which should be 80 %";

  /** Within these errors a prediction is good enough to plan with, beyond those it misleads. */
  private static final double GOOD = 0.1;

  private static final double BAD = 0.25;

  private static final String UNKNOWN = "-";

  private final Palette palette;

  /** Paints errors with a palette. */
  public ErrorTable(Palette palette) {
    this.palette = palette;
  }

  /** The errors of a metric by group, the last row over all. */
  public Table of(CheckResult result, Grouping grouping, Metric metric) {
    Table table =
        table(
            Table.Column.words(grouping.label()),
            "cases",
            "mean",
            "median",
            "90th pct",
            "bias",
            "in range",
            "Spearman");
    for (Summary it : result.summaries(grouping, metric)) {
      table.row(
          name(it),
          String.valueOf(it.cases()),
          painted(it.mape()),
          painted(it.medianApe()),
          Numbers.percent(it.p90Ape()),
          Numbers.signedPercent(it.bias()),
          share(it.covered()),
          correlation(it));
    }
    return table;
  }

  /** Errors where the fit saw the cases beside those where it did not. */
  public Table of(CrossValidation validation, Grouping grouping) {
    Table table =
        table(
            Table.Column.words(grouping.label()),
            "cases",
            "in sample: mean",
            "median",
            "left out: mean",
            "median",
            "90th pct",
            "bias",
            "in range",
            "Spearman");
    Metric metric = Metric.ITERATION_TIME;
    List<Summary> seen = validation.inSample().summaries(grouping, metric);
    Map<String, Summary> inSample =
        seen.stream().collect(Collectors.toMap(Summary::group, Function.identity()));
    for (Summary it : validation.leftOut().summaries(grouping, metric)) {
      Summary same = inSample.getOrDefault(it.group(), it);
      // Where only some families are left out, other groups have more cases in sample.
      boolean comparable = same.cases() == it.cases();
      table.row(
          name(it),
          String.valueOf(it.cases()),
          comparable ? painted(same.mape()) : UNKNOWN,
          comparable ? painted(same.medianApe()) : UNKNOWN,
          painted(it.mape()),
          painted(it.medianApe()),
          Numbers.percent(it.p90Ape()),
          Numbers.signedPercent(it.bias()),
          share(it.covered()),
          correlation(it));
    }
    return table;
  }

  private static Table table(Table.Column first, String... numbers) {
    List<Table.Column> columns = new ArrayList<>(List.of(first));
    for (String title : numbers) {
      columns.add(Table.Column.numbers(title));
    }
    return new Table(columns);
  }

  private String name(Summary summary) {
    return summary.group().equals(Summary.ALL) ? palette.strong(summary.group()) : summary.group();
  }

  private String painted(double error) {
    String text = Numbers.percent(error);
    return error <= GOOD ? palette.good(text) : error > BAD ? palette.bad(text) : text;
  }

  private static String share(OptionalDouble share) {
    return share.isPresent() ? Numbers.percent(share.getAsDouble()) : UNKNOWN;
  }

  private static String correlation(Summary summary) {
    return summary.spearman().isPresent()
        ? String.format(Locale.ROOT, "%.3f", summary.spearman().getAsDouble())
        : UNKNOWN;
  }
}
