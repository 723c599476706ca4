package io.millrace.scenarios.text;

import io.millrace.model.input.Assumption;
import io.millrace.model.report.TimePart;
import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A check for people: errors by family, the furthest predictions and why, what was refused. */
public final class CheckText {
  private static final int WORST = 10;
  private static final int LARGEST_PARTS = 3;
  private static final int WIDTH = 100;
  private static final String INDENT = "  ";

  /** Within these errors a prediction is good enough to plan with, beyond those it misleads. */
  private static final double GOOD = 0.1;

  private static final double BAD = 0.25;

  /** What moves an iteration time most where it was guessed wrong, first. */
  private static final List<String> WEIGHTY =
      List.of(
          "recompute",
          "framework",
          "virtualStages",
          "schedule",
          "microBatch",
          "heads",
          "activation",
          "interNodePerDevice",
          "oversubscription",
          "node");

  private final CheckResult result;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  private CheckText(CheckResult result, Palette palette) {
    this.result = result;
    this.palette = palette;
  }

  /** The whole report, ending with a line feed. */
  public static String of(CheckResult result, Palette palette) {
    CheckText text = new CheckText(result, palette);
    text.summary();
    text.worst();
    text.refused();
    return String.join("\n", text.lines) + "\n";
  }

  /** Only the errors by family. */
  public static String brief(CheckResult result, Palette palette) {
    CheckText text = new CheckText(result, palette);
    text.summary();
    return String.join("\n", text.lines) + "\n";
  }

  private void summary() {
    int refused = result.notPredicted().size();
    int scored = result.scored().size();
    int superseded = result.cases().size() - refused - scored;
    lines.add(
        palette.strong("Predicted against measured")
            + ": %d cases, %d refused, %d superseded by a newer release and not scored"
                .formatted(result.cases().size(), refused, superseded));
    if (scored == 0) {
      return;
    }
    Table table =
        new Table(
            List.of(
                Table.Column.words("family"),
                Table.Column.numbers("cases"),
                Table.Column.numbers("mean"),
                Table.Column.numbers("median"),
                Table.Column.numbers("90th pct"),
                Table.Column.numbers("bias"),
                Table.Column.numbers("in range"),
                Table.Column.numbers("Spearman")));
    for (Summary it : result.summaries()) {
      boolean all = it.family().equals(CheckResult.ALL);
      table.row(
          all ? palette.strong(it.family()) : it.family(),
          String.valueOf(it.cases()),
          painted(it.mape()),
          painted(it.medianApe()),
          Numbers.percent(it.p90Ape()),
          Numbers.signedPercent(it.bias()),
          Numbers.percent(it.covered()),
          it.spearman().isPresent()
              ? String.format(Locale.ROOT, "%.3f", it.spearman().getAsDouble())
              : "-");
    }
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    Paragraph.wrap(
            "mean, median and 90th percentile of the absolute error; bias is the median error,"
                + " positive where predictions are too long; in range is the share of measured"
                + " values within the predicted range, which should be 80 %",
            WIDTH)
        .forEach(line -> lines.add(INDENT + palette.faint(line)));
  }

  private String painted(double error) {
    String text = Numbers.percent(error);
    return error <= GOOD ? palette.good(text) : error > BAD ? palette.bad(text) : text;
  }

  private void worst() {
    List<CaseResult.Predicted> worst = result.worst(WORST);
    if (worst.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(palette.strong("Furthest off"));
    for (CaseResult.Predicted it : worst) {
      lines.add(
          "%s%s (%s): measured %s, predicted %s (%s), %s"
              .formatted(
                  INDENT,
                  it.id(),
                  it.family(),
                  Numbers.with(it.measured(), "s"),
                  Numbers.with(it.predicted().value(), "s"),
                  Numbers.range(it.predicted()),
                  palette.strong(Numbers.signedPercent(it.error()))));
      String why =
          largestParts(it) + weightiest(it).map(assumed -> "; assumed " + assumed).orElse("");
      Paragraph.wrap(why, WIDTH - 8)
          .forEach(line -> lines.add(INDENT.repeat(3) + palette.faint(line)));
    }
  }

  private static String largestParts(CaseResult.Predicted predicted) {
    double whole = predicted.predicted().value();
    return predicted.breakdown().entrySet().stream()
        .sorted(Map.Entry.<TimePart, Double>comparingByValue().reversed())
        .limit(LARGEST_PARTS)
        .map(part -> part.getKey().label() + " " + Numbers.percent(part.getValue() / whole))
        .collect(Collectors.joining(", "));
  }

  private static Optional<Assumption> weightiest(CaseResult.Predicted predicted) {
    return predicted.assumptions().stream().min(Comparator.comparingInt(CheckText::rank));
  }

  private static int rank(Assumption assumption) {
    String key = assumption.path().substring(assumption.path().lastIndexOf('.') + 1);
    int rank = WEIGHTY.indexOf(key);
    return rank < 0 ? WEIGHTY.size() : rank;
  }

  private void refused() {
    if (result.notPredicted().isEmpty()) {
      return;
    }
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (CaseResult.NotPredicted it : result.notPredicted()) {
      byReason.computeIfAbsent(it.reason(), key -> new ArrayList<>()).add(it.id());
    }
    lines.add("");
    lines.add(palette.strong("Not predicted"));
    byReason.forEach(
        (reason, ids) -> {
          String cases = ids.size() + (ids.size() == 1 ? " case" : " cases");
          Paragraph.wrap(cases + ": " + reason, WIDTH).forEach(line -> lines.add(INDENT + line));
          lines.add(INDENT.repeat(3) + palette.faint(few(ids)));
        });
  }

  private static String few(List<String> ids) {
    int most = 4;
    return String.join(", ", ids.subList(0, Math.min(most, ids.size())))
        + (ids.size() > most ? " and " + (ids.size() - most) + " more" : "");
  }
}
