package io.millrace.scenarios.text;

import io.millrace.model.input.Assumption;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepReport;
import io.millrace.planner.posttraining.PostTrainingAnswer;
import io.millrace.planner.posttraining.PostTrainingAnswer.Planned;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where the calls of post-training run best, for people, beside what they run without a search. */
public final class PlacementText {
  private static final int WIDTH = 96;
  private static final String INDENT = "  ";
  private static final String SYMMETRIC = "symmetric";
  private static final String HEURISTIC = "ReaL's heuristic";

  /** Sums of the same seconds in another order differ by less. */
  private static final double ROUNDING = 1e-6;

  private final PostTrainingScenario scenario;
  private final PostTrainingAnswer answer;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  private PlacementText(PostTrainingScenario scenario, PostTrainingAnswer answer, Palette palette) {
    this.scenario = scenario;
    this.answer = answer;
    this.palette = palette;
  }

  /**
   * The whole answer, ending with a line feed.
   *
   * @param advice what lacks and would help where there is no plan
   */
  public static String of(
      PostTrainingScenario scenario,
      PostTrainingAnswer answer,
      List<String> advice,
      Palette palette) {
    PlacementText text = new PlacementText(scenario, answer, palette);
    text.lines.addAll(StepText.question(scenario, palette));
    text.refusals(advice);
    answer.best().ifPresent(text::best);
    text.lines.addAll(PlacementChoicesText.of(answer, palette));
    text.others();
    text.assumptions();
    return String.join("\n", text.lines) + "\n";
  }

  private void refusals(List<String> advice) {
    if (answer.feasible()) {
      return;
    }
    lines.add(palette.bad("There is no plan:"));
    for (String reason : Stream.concat(answer.refusals().stream(), advice.stream()).toList()) {
      lines.addAll(Paragraph.wrap(reason, WIDTH).stream().map(INDENT::concat).toList());
    }
  }

  private void best(Planned best) {
    lines.add(
        INDENT
            + "step time %s, 80 %% range %s"
                .formatted(
                    palette.strong(Numbers.with(best.seconds(), "s")),
                    Numbers.range(best.report().stepTime())));
    lines.add(INDENT + "by the engine, where transfers share links: " + seconds(best.simulated()));
    lines.add(INDENT + palette.faint(proof(best)));
    StartersText.of(scenario, best.plan()).forEach(it -> lines.add(INDENT + palette.faint(it)));
    lines.add("");
    lines.add(palette.strong("Where each call runs"));
    Map<Table.Column, Function<StepReport.Call, String>> before = new LinkedHashMap<>();
    before.put(Table.Column.words("call"), StepReport.Call::name);
    before.put(
        Table.Column.words("devices"),
        it -> placed(best, it).map(p -> p.mesh().label()).orElse("none"));
    before.put(
        Table.Column.words("strategy"),
        it -> placed(best, it).map(p -> p.strategy().label()).orElse(""));
    Map<Table.Column, Function<StepReport.Call, String>> after = new LinkedHashMap<>();
    List<Planned> compared =
        Stream.of(SYMMETRIC, HEURISTIC).flatMap(it -> named(it).stream()).toList();
    for (Planned other : compared) {
      after.put(
          Table.Column.numbers(other.name()), it -> CallTable.seconds(takes(other, it.name())));
    }
    CallTable.lines(scenario, best.report(), before, after, palette)
        .forEach(line -> lines.add(INDENT + line));
    compared.forEach(it -> gain(it, best));
    lines.add("");
  }

  private static String someSeconds(double seconds) {
    return seconds == 0 ? "none" : Numbers.with(seconds, "s");
  }

  private static Optional<CallPlacement> placed(Planned planned, StepReport.Call call) {
    return planned.plan().placement(call.name());
  }

  /** Why the best is faster: shorter calls, and calls that run beside each other. */
  private void gain(Planned other, Planned best) {
    String text =
        ("%s: its calls, in the column, take %s, of which %s beside each other; here they"
                + " take %s, of which %s beside each other")
            .formatted(
                other.name(),
                seconds(sum(other)),
                someSeconds(beside(other)),
                seconds(sum(best)),
                someSeconds(beside(best)));
    Paragraph.wrap(text, WIDTH).forEach(it -> lines.add(INDENT + palette.faint(it)));
  }

  private static double sum(Planned planned) {
    return planned.report().calls().stream().mapToDouble(StepReport.Call::seconds).sum();
  }

  /** Seconds of calls that run while others do, of the same iteration or of the next. */
  private static double beside(Planned planned) {
    double busy = planned.seconds() - planned.report().betweenCalls();
    double beside = sum(planned) - busy;
    return beside < ROUNDING * busy ? 0 : beside;
  }

  /** How good the answer is. */
  private String proof(Planned best) {
    PostTrainingAnswer.Search search = answer.search();
    String space = String.format(Locale.ROOT, "%.2g", search.candidates());
    String layouts =
        search.layouts().size() == 1 ? "" : " in %d layouts".formatted(search.layouts().size());
    String effort =
        "%s plans%s, %s costed, %s bounds, in %s"
            .formatted(
                space,
                layouts,
                Numbers.whole(search.evaluated()),
                Numbers.whole(search.nodes()),
                Numbers.with(search.seconds(), "s"));
    return search.proven()
        ? "proven: none is faster%s whose calls have %s (%s)"
            .formatted(
                best.seconds() > search.bound()
                    ? " than %s by the closed form".formatted(Numbers.with(search.bound(), "s"))
                    : "",
                search.meshes(),
                effort)
        : "none is more than %s faster, gap to the bound (%s)"
            .formatted(Numbers.percent(search.gap()), effort);
  }

  private Optional<Planned> named(String name) {
    return answer.others().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  private static double takes(Planned planned, String call) {
    return planned.report().calls().stream()
        .filter(it -> it.name().equals(call))
        .mapToDouble(StepReport.Call::seconds)
        .sum();
  }

  private void others() {
    if (answer.others().isEmpty()) {
      return;
    }
    lines.add(palette.strong("What people run without a search"));
    Table table =
        new Table(
            List.of(
                Table.Column.words("plan"),
                Table.Column.numbers("step time"),
                Table.Column.numbers("the best does more"),
                Table.Column.words("")));
    for (Planned other : answer.others()) {
      String gain = answer.best().map(it -> Numbers.signedPercent(other.gainOf(it))).orElse("");
      String fits = other.report().feasible() ? "" : other.report().reasons().getFirst();
      table.row(other.name(), Numbers.with(other.seconds(), "s"), gain, fits);
    }
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    for (Planned other : answer.others()) {
      lines.addAll(
          Paragraph.wrap(other.name() + ": " + other.plan().label(), WIDTH).stream()
              .map(line -> INDENT + palette.faint(line))
              .toList());
    }
  }

  private void assumptions() {
    if (scenario.assumptions().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Assumed, as the scenario does not say");
    for (Assumption assumption : scenario.assumptions()) {
      Paragraph.wrap(assumption.toString(), WIDTH)
          .forEach(line -> lines.add(INDENT + palette.faint(line)));
    }
  }

  private static String seconds(double seconds) {
    return seconds == 0 ? "-" : Numbers.with(seconds, "s");
  }
}
