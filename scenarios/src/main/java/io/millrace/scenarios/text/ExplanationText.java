package io.millrace.scenarios.text;

import io.millrace.model.report.Explanation;
import java.util.ArrayList;
import java.util.List;

/** Why a plan is the best, for people. */
public final class ExplanationText {
  private static final String INDENT = "  ";
  private static final int WIDTH = 96;

  private ExplanationText() {}

  /** A paragraph and tables, ending with a line feed. */
  public static String of(Explanation explanation, Palette palette) {
    List<String> lines = new ArrayList<>();
    lines.add(palette.strong("Why " + explanation.plan()));
    Paragraph.wrap(explanation.summary(), WIDTH)
        .forEach(line -> lines.add(INDENT + line.stripLeading()));
    lines.add("");
    Table alternatives =
        new Table(
            List.of(
                Table.Column.words("why not"),
                Table.Column.words("plan"),
                Table.Column.numbers("loss"),
                Table.Column.words("")));
    explanation.alternatives().forEach(it -> alternatives.row(cells(it)));
    alternatives.lines(palette).forEach(line -> lines.add(INDENT + line));
    if (!explanation.gains().isEmpty()) {
      lines.add("");
      Table gains = new Table(List.of(Table.Column.words("what if"), Table.Column.numbers("gain")));
      explanation.gains().forEach(it -> gains.row(it.what(), Numbers.percent(it.gain())));
      gains.lines(palette).forEach(line -> lines.add(INDENT + line));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> cells(Explanation.Alternative it) {
    String loss =
        it.loss().isPresent()
            ? (it.atMost() ? "at most " : "") + Numbers.signedPercent(it.loss().getAsDouble())
            : "";
    boolean named = it.change().startsWith(it.choice() + " ");
    return List.of(
        named ? it.change() : it.choice() + " " + it.change(),
        it.plan(),
        loss,
        it.impossible().orElse(""));
  }
}
