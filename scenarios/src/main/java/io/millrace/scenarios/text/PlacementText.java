package io.millrace.scenarios.text;

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

  /** Sums of the same seconds in another order differ by a smaller share. */
  private static final double ROUNDING = 1e-6;

  private final PostTrainingScenario scenario;
  private final PostTrainingAnswer answer;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  private PlacementText(PostTrainingAnswer answer, Palette palette) {
    this.scenario = answer.question();
    this.answer = answer;
    this.palette = palette;
  }

  /** The whole answer, ending with a line feed. */
  public static String of(PostTrainingAnswer answer, Palette palette) {
    PlacementText text = new PlacementText(answer, palette);
    text.lines.addAll(StepText.question(text.scenario, palette));
    text.refusals();
    answer.best().ifPresent(text::best);
    text.lines.addAll(PlacementChoicesText.of(answer, palette));
    text.others();
    text.assumptions();
    return String.join("\n", text.lines) + "\n";
  }

  private void refusals() {
    if (answer.feasible()) {
      return;
    }
    lines.add(palette.bad("There is no plan:"));
    Stream.concat(answer.refusals().stream(), answer.advice().stream())
        .flatMap(reason -> Paragraph.wrap(reason, WIDTH).stream())
        .forEach(line -> lines.add(INDENT + line));
    lines.add("");
  }

  private void best(Planned best) {
    lines.add(
        INDENT
            + "step time %s, 80 %% range %s"
                .formatted(
                    palette.strong(Numbers.with(best.seconds(), "s")),
                    Numbers.range(best.report().stepTime())));
    lines.add(
        INDENT
            + "by the engine, where transfers share links: "
            + CallTable.seconds(best.simulated()));
    faint(proof(best));
    faint("calls may have " + answer.search().meshes());
    StartersText.of(scenario, best.plan()).forEach(this::faint);
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
        "%s: its calls take %s in all, %s of it beside others; those of the best %s, %s of it beside others"
            .formatted(
                other.name(),
                CallTable.seconds(sum(other)),
                someSeconds(beside(other)),
                CallTable.seconds(sum(best)),
                someSeconds(beside(best)));
    faint(text);
  }

  /** A sentence for who wants to know more. */
  private void faint(String text) {
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

  /** How good the answer is, and what it took to know. */
  private String proof(Planned best) {
    PostTrainingAnswer.Search search = answer.search();
    String space = String.format(Locale.ROOT, "%.2g", search.candidates());
    String layouts =
        search.layouts().size() == 1 ? "" : " in %d layouts".formatted(search.layouts().size());
    String plans = "none of %s plans%s is".formatted(space, layouts);
    String effort =
        "%s costed, %s bounds, in %s"
            .formatted(
                Numbers.whole(search.evaluated()),
                Numbers.whole(search.nodes()),
                Numbers.with(search.seconds(), "s"));
    return search.proven()
        ? "proven: %s faster%s (%s)"
            .formatted(
                plans,
                best.seconds() > search.bound()
                    ? " than %s by the closed form".formatted(Numbers.with(search.bound(), "s"))
                    : "",
                effort)
        : "%s more than %s faster, the gap to the bound (%s)"
            .formatted(plans, Numbers.percent(search.gap()), effort);
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
                Table.Column.numbers("the best does more")));
    for (Planned other : answer.others()) {
      String gain = answer.best().map(it -> Numbers.signedPercent(other.gainOf(it))).orElse("");
      table.row(other.name(), Numbers.with(other.seconds(), "s"), gain);
    }
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    for (Planned other : answer.others()) {
      faint(other.name() + ": " + other.plan().label());
      if (!other.report().feasible()) {
        faint(other.name() + " does not fit: " + other.report().reasons().getFirst());
      }
    }
  }

  private void assumptions() {
    if (scenario.assumptions().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Assumed, as the scenario does not say");
    scenario.assumptions().forEach(it -> faint(it.toString()));
  }
}
