package io.millrace.scenarios.text;

import io.millrace.model.input.Assumption;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepReport;
import io.millrace.planner.posttraining.PostTrainingAnswer;
import io.millrace.planner.posttraining.PostTrainingAnswer.Planned;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the calls of post-training run best, for people, beside what they run without a search. */
public final class PlacementText {
  private static final int WIDTH = 96;
  private static final String INDENT = "  ";
  private static final String SYMMETRIC = "symmetric";

  private final PostTrainingScenario scenario;
  private final PostTrainingAnswer answer;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  private PlacementText(PostTrainingScenario scenario, PostTrainingAnswer answer, Palette palette) {
    this.scenario = scenario;
    this.answer = answer;
    this.palette = palette;
  }

  /** The whole answer, ending with a line feed. */
  public static String of(
      PostTrainingScenario scenario, PostTrainingAnswer answer, Palette palette) {
    PlacementText text = new PlacementText(scenario, answer, palette);
    text.lines.addAll(StepText.question(scenario, palette));
    text.refusals();
    answer.best().ifPresent(text::best);
    text.others();
    text.assumptions();
    return String.join("\n", text.lines) + "\n";
  }

  private void refusals() {
    if (answer.feasible()) {
      return;
    }
    lines.add(palette.bad("There is no plan:"));
    for (String reason : answer.refusals()) {
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
    lines.add(INDENT + palette.faint(proof()));
    lines.add(INDENT + palette.faint(starters(best)));
    lines.add("");
    lines.add(palette.strong("Where each call runs"));
    Optional<Planned> symmetric = named(SYMMETRIC);
    List<Table.Column> columns =
        new ArrayList<>(
            List.of(
                Table.Column.words("call"),
                Table.Column.words("devices"),
                Table.Column.words("strategy"),
                Table.Column.numbers("starts"),
                Table.Column.numbers("weights travel"),
                Table.Column.numbers("takes")));
    symmetric.ifPresent(_ -> columns.add(Table.Column.numbers("symmetric")));
    Table table = new Table(columns);
    for (StepReport.Call call : best.report().calls()) {
      Optional<CallPlacement> placement = best.plan().placement(call.name());
      List<String> row = new ArrayList<>();
      row.add(call.name());
      row.add(placement.map(it -> it.mesh().label()).orElse("none"));
      row.add(placement.map(it -> it.strategy().label()).orElse(""));
      row.add(seconds(call.start()));
      row.add(seconds(call.weights().total()));
      row.add(seconds(call.seconds()));
      symmetric.ifPresent(it -> row.add(seconds(takes(it, call.name()))));
      table.row(row);
    }
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    if (best.report().betweenCalls() > 0) {
      lines.add(
          INDENT + palette.faint("beside its calls: " + seconds(best.report().betweenCalls())));
    }
    lines.add("");
  }

  /** How good the answer is. */
  private String proof() {
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
        ? "proven: none on meshes of whole nodes or halves, quarters ... of one is faster (%s)"
            .formatted(effort)
        : "none is more than %s faster, gap to the bound (%s)"
            .formatted(Numbers.percent(search.gap()), effort);
  }

  /** Who can start it. */
  private String starters(Planned best) {
    List<String> able =
        Launchers.bundled().stream()
            .filter(it -> it.refusals(best.plan(), scenario).isEmpty())
            .map(PostTrainingLauncher::key)
            .toList();
    return able.isEmpty()
        ? "no launcher can start it as it is; --launcher NAME searches what one can"
        : "can be started by " + String.join(", ", able);
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
