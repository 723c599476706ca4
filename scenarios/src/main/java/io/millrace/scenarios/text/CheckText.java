package io.millrace.scenarios.text;

import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.CrossValidation;
import io.millrace.scenarios.check.Grouping;
import io.millrace.scenarios.check.InferredDevice;
import io.millrace.scenarios.check.Metric;
import io.millrace.scenarios.check.PlanGroup;
import io.millrace.scenarios.check.Ranking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A check for people: errors by group, the furthest predictions and why, what was refused. */
public final class CheckText {
  private static final int WORST = 10;
  private static final int WIDTH = 100;
  private static final String INDENT = "  ";

  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  /** An empty text. */
  public CheckText(Palette palette) {
    this.palette = palette;
  }

  /** The text so far, ending with a line feed. */
  public String text() {
    return String.join("\n", lines) + "\n";
  }

  /** Adds how many cases there are, and a table for each grouping and metric. */
  public CheckText summary(CheckResult result, List<Grouping> groupings) {
    lines.add(
        palette.strong("Predicted against measured")
            + ": %d cases, %d refused".formatted(result.cases(), result.notPredicted().size())
            + superseded(result));
    List<Metric> metrics = result.metrics();
    for (Metric metric : metrics) {
      if (metric != metrics.getFirst()) {
        lines.add("");
        lines.add(palette.strong("The same for " + metric.label() + ", where it was measured"));
      }
      for (int i = 0; i < groupings.size(); i++) {
        if (i > 0) {
          lines.add("");
        }
        add(new ErrorTable(palette).of(result, groupings.get(i), metric));
      }
      if (metric == metrics.getFirst()) {
        faint(ErrorTable.LEGEND);
      }
    }
    return this;
  }

  private static String superseded(CheckResult result) {
    return result.superseded() == 0
        ? ""
        : ", %d superseded by a newer release and not scored".formatted(result.superseded());
  }

  /** Adds how well families are predicted on devices that their sources do not name. */
  public CheckText devices(List<InferredDevice> devices) {
    if (devices.isEmpty()) {
      return this;
    }
    heading("If they had run on another device, at the efficiency that fits best");
    Table table =
        new Table(
            List.of(
                Table.Column.words("family"),
                Table.Column.words("device"),
                Table.Column.numbers("efficiency"),
                Table.Column.numbers("mean"),
                Table.Column.numbers("largest"),
                Table.Column.numbers("Spearman")));
    for (InferredDevice it : devices) {
      table.row(
          it.family(),
          it.device().id(),
          Numbers.percent(it.efficiency()),
          Numbers.percent(it.summary().mape()),
          Numbers.percent(it.summary().maxApe()),
          it.summary().spearman().isPresent()
              ? Numbers.plain(it.summary().spearman().getAsDouble())
              : "-");
    }
    add(table);
    faint(
        "efficiency: rate of arithmetic against what the device reaches elsewhere, one number for"
            + " all cases of the family");
    return this;
  }

  /** Adds what predictions of families are worth that a fit did not see, and its parameters. */
  public CheckText leftOut(CrossValidation validation, List<Grouping> groupings) {
    heading("Fitted to all cases, and to all but the family that is predicted");
    for (Grouping grouping : groupings) {
      add(new ErrorTable(palette).of(validation, grouping));
      lines.add("");
    }
    add(ParameterTable.byOwner(validation.parameters()));
    faint(
        "each parameter belongs to a device generation, a network or a software line, none to a"
            + " case; those that no run tells about stay at their priors");
    return this;
  }

  /** Adds how well plans are ranked, by family. */
  public CheckText ranking(Ranking ranking) {
    heading(
        "Plans ranked by prediction: %d %s that were measured"
            .formatted(ranking.groups().size(), ranking.groups().size() == 1 ? "group" : "groups"));
    if (!ranking.groups().isEmpty()) {
      add(new RankingText(palette).table(ranking));
    }
    faint(RankingText.LEGEND);
    return this;
  }

  /** Adds the group of each family that is ranked worst. */
  public CheckText worstRanked(Ranking ranking) {
    if (ranking.groups().isEmpty()) {
      return this;
    }
    RankingText text = new RankingText(palette);
    heading("Ranked worst in each family");
    for (PlanGroup group : ranking.worstOfEachFamily()) {
      Paragraph.wrap(text.heading(group), WIDTH).forEach(line -> lines.add(INDENT + line));
      for (String plan : text.confused(group)) {
        Paragraph.wrap(plan, WIDTH - 8)
            .forEach(line -> lines.add(INDENT.repeat(3) + palette.faint(line)));
      }
    }
    return this;
  }

  /** Adds the predictions that are furthest off. */
  public CheckText worst(CheckResult result) {
    List<CaseResult.Predicted> worst = result.worst(WORST);
    if (worst.isEmpty()) {
      return this;
    }
    heading("Furthest off");
    for (CaseResult.Predicted it : worst) {
      String error = palette.strong(Numbers.signedPercent(it.error()));
      lines.add(INDENT + WorstCases.figures(it) + ", " + error);
      Paragraph.wrap(WorstCases.why(it), WIDTH - 8)
          .forEach(line -> lines.add(INDENT.repeat(3) + palette.faint(line)));
    }
    return this;
  }

  /** Adds what could not be predicted, by reason. */
  public CheckText refused(CheckResult result) {
    if (result.notPredicted().isEmpty()) {
      return this;
    }
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (CaseResult.NotPredicted it : result.notPredicted()) {
      byReason.computeIfAbsent(it.reason(), key -> new ArrayList<>()).add(it.id());
    }
    heading("Not predicted");
    byReason.forEach(
        (reason, ids) -> {
          String cases = ids.size() + (ids.size() == 1 ? " case" : " cases");
          Paragraph.wrap(cases + ": " + reason, WIDTH).forEach(line -> lines.add(INDENT + line));
          lines.add(INDENT.repeat(3) + palette.faint(few(ids)));
        });
    return this;
  }

  private static String few(List<String> ids) {
    int most = 4;
    return String.join(", ", ids.subList(0, Math.min(most, ids.size())))
        + (ids.size() > most ? " and " + (ids.size() - most) + " more" : "");
  }

  private void heading(String text) {
    lines.add("");
    lines.add(palette.strong(text));
  }

  private void add(Table table) {
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
  }

  private void faint(String text) {
    Paragraph.wrap(text, WIDTH).forEach(line -> lines.add(INDENT + palette.faint(line)));
  }
}
