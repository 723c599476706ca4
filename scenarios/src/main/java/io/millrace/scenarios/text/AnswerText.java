package io.millrace.scenarios.text;

import io.millrace.planner.question.FleetAnswer;
import io.millrace.planner.question.FleetAnswer.Fleet;
import io.millrace.planner.question.FleetQuestion;
import io.millrace.planner.question.LargestAnswer;
import io.millrace.planner.question.LargestAnswer.Trial;
import io.millrace.planner.question.PurchaseAnswer;
import io.millrace.planner.question.PurchaseAnswer.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Answers to questions around plans, for people. */
public final class AnswerText {
  private static final String INDENT = "  ";
  private static final double DAY = 86400;

  private AnswerText() {}

  /** How many devices, ending with a line feed. */
  public static String of(FleetQuestion question, FleetAnswer answer, Palette palette) {
    List<String> lines = new ArrayList<>();
    if (answer.best().isPresent()) {
      Fleet best = answer.best().get();
      lines.add(
          palette.strong(Numbers.whole(best.devices()) + " devices")
              + " finish in "
              + days(best.totalSeconds()));
      lines.add(INDENT + new PlanText(best.plan()).line());
      answer.binding().map(AnswerText::binding).ifPresent(it -> lines.add(INDENT + it));
    } else {
      lines.add(
          palette.bad("No number of devices up to ")
              + palette.bad(Numbers.whole(question.maxDevices()))
              + palette.bad(" finishes within ")
              + palette.bad(days(question.withinSeconds())));
      String binding =
          answer
              .nearest()
              .map(
                  it ->
                      "time binds: %s devices take %s; give more with --max-devices, or --within %s"
                          .formatted(
                              Numbers.whole(it.devices()),
                              days(it.totalSeconds()),
                              (long) Math.ceil(it.totalSeconds() / DAY) + "d"))
              .orElse("memory or degrees bind: no number of them has a plan that fits");
      lines.add(INDENT + binding);
    }
    Table table =
        new Table(
            List.of(
                Table.Column.numbers("devices"),
                Table.Column.words("plan"),
                Table.Column.numbers("iteration"),
                Table.Column.numbers("time"),
                Table.Column.numbers("device hours"),
                Table.Column.numbers("money")));
    answer.enough().forEach(it -> table.row(cells(it)));
    answer.nearest().ifPresent(it -> table.row(cells(it)));
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    lines.add(
        INDENT
            + palette.faint(
                "decided: %s numbers of devices from %s to %s%s"
                    .formatted(
                        answer.looked().size(),
                        answer.looked().isEmpty() ? 0 : answer.looked().getFirst(),
                        answer.looked().isEmpty() ? 0 : answer.looked().getLast(),
                        answer.gap() > 0
                            ? "; a search ended early, fewer may do: gap "
                                + Numbers.percent(answer.gap())
                            : ", none of them left open")));
    return String.join("\n", lines) + "\n";
  }

  private static String binding(FleetAnswer.Binding binding) {
    return switch (binding) {
      case TIME -> "time binds: plans for fewer devices fit, but end too late";
      case MEMORY -> "memory binds: no plan for fewer devices fits";
    };
  }

  private static List<String> cells(Fleet it) {
    return List.of(
        Numbers.whole(it.devices()),
        it.plan().label(),
        Numbers.with(it.seconds(), "s"),
        days(it.totalSeconds()),
        Numbers.plain(it.deviceHours()),
        it.dollars().isPresent() ? Numbers.plain(it.dollars().getAsDouble()) + " USD" : "");
  }

  private static String days(double seconds) {
    return Numbers.plain(seconds / DAY) + " days";
  }

  /** How large, ending with a line feed. */
  public static String of(LargestAnswer answer, Palette palette) {
    List<String> lines = new ArrayList<>();
    String unit = answer.what().unit();
    if (answer.best().isPresent()) {
      Trial best = answer.best().get();
      lines.add(
          palette.strong("%s %s".formatted(Numbers.whole(best.size()), unit))
              + ", %sB parameters".formatted(billions(best.parameters())));
      best.plan().ifPresent(it -> lines.add(INDENT + new PlanText(it).line()));
    } else {
      lines.add(palette.bad("No size that was tried can be trained"));
    }
    answer
        .next()
        .ifPresent(
            it -> lines.add(INDENT + Numbers.whole(it.size()) + " " + unit + ": " + it.why()));
    Table table =
        new Table(
            List.of(
                Table.Column.numbers(unit),
                Table.Column.numbers("parameters"),
                Table.Column.words("plan"),
                Table.Column.numbers("iteration")));
    for (Trial it : answer.trials()) {
      table.row(
          Numbers.whole(it.size()),
          billions(it.parameters()) + "B",
          it.plan().map(plan -> plan.label()).orElse("none"),
          optional(it.seconds(), "s"));
    }
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    lines.add(INDENT + palette.faint("tried in steps of " + answer.step() + " " + unit));
    return String.join("\n", lines) + "\n";
  }

  private static String billions(long parameters) {
    return String.format(Locale.ROOT, "%.1f", parameters / 1e9);
  }

  private static String optional(OptionalDouble number, String unit) {
    return number.isPresent() ? Numbers.with(number.getAsDouble(), unit) : "";
  }

  /** What to buy, ending with a line feed. */
  public static String of(PurchaseAnswer answer, Palette palette) {
    List<String> lines = new ArrayList<>();
    Table table =
        new Table(
            List.of(
                Table.Column.words("node"),
                Table.Column.numbers("devices"),
                Table.Column.words("plan"),
                Table.Column.numbers("iteration"),
                Table.Column.numbers("tokens/s"),
                Table.Column.numbers("tokens/USD"),
                Table.Column.numbers("J/token"),
                Table.Column.numbers("time"),
                Table.Column.numbers("gap")));
    for (Offer it : answer.offers()) {
      table.row(
          it.node(),
          Numbers.whole(it.devices()),
          it.plan().label(),
          Numbers.with(it.seconds(), "s"),
          Numbers.plain(it.tokensPerSecond()),
          optional(it.tokensPerDollar(), ""),
          optional(it.joulesPerToken(), ""),
          it.totalSeconds().isPresent() ? days(it.totalSeconds().getAsDouble()) : "",
          Numbers.percent(it.gap()));
    }
    if (answer.offers().isEmpty()) {
      lines.add(palette.bad("Nothing that was compared can train it"));
    } else {
      lines.addAll(table.lines(palette));
    }
    if (!answer.refusals().isEmpty()) {
      lines.add("");
      Table others = new Table(List.of(Table.Column.words("not"), Table.Column.words("")));
      answer.refusals().forEach(it -> others.row(it.node(), it.reason()));
      lines.addAll(others.lines(palette));
    }
    return String.join("\n", lines) + "\n";
  }
}
