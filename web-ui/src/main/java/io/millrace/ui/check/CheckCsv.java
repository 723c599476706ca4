package io.millrace.ui.check;

import io.millrace.model.scenario.Measured;
import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.Grouping;
import io.millrace.ui.figures.Spreadsheet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All cases as comma-separated values, those without a prediction too. */
final class CheckCsv {
  private static final List<String> HEADS =
      List.of(
          "case",
          "family",
          "device",
          "framework",
          "precision",
          "metric",
          "published",
          "predicted",
          "low",
          "high",
          "error",
          "superseded",
          "not_predicted",
          "source");

  private CheckCsv() {}

  static String of(CheckResult result) {
    return Stream.concat(
            Stream.of(line(HEADS)), result.results().stream().map(it -> line(cells(it))))
        .collect(Collectors.joining());
  }

  private static List<String> cells(CaseResult result) {
    String source = result.source().measured().map(Measured::source).orElse("");
    return switch (result) {
      case CaseResult.Predicted it ->
          List.of(
              it.id(),
              it.family(),
              Grouping.DEVICE.of(it),
              Grouping.FRAMEWORK.of(it),
              Grouping.PRECISION.of(it),
              it.metric().key(),
              number(it.measured()),
              number(it.predicted().value()),
              number(it.predicted().low()),
              number(it.predicted().high()),
              number(it.error()),
              String.valueOf(!it.scored()),
              "",
              source);
      case CaseResult.NotPredicted it ->
          List.of(
              it.id(), it.family(), "", "", "", "", "", "", "", "", "", "", it.reason(), source);
    };
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%s", number);
  }

  private static String line(List<String> cells) {
    return cells.stream().map(CheckCsv::cell).collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(String text) {
    String safe = Spreadsheet.harmless(text);
    return safe.matches("(?s).*[,\"\n\r].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
