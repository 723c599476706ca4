package io.millrace.scenarios.text;

import io.millrace.model.input.Assumption;
import io.millrace.model.report.Infeasibility;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a planner found, for people: the best plan in full, the others beside it, and what the
 * search can vouch for.
 */
public final class PlanningText {
  private static final String INDENT = "  ";
  private static final int WIDTH = 96;

  private final Scenario scenario;
  private final PlanningReport report;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  private PlanningText(Scenario scenario, PlanningReport report, Palette palette) {
    this.scenario = scenario;
    this.report = report;
    this.palette = palette;
  }

  /** The whole report, ending with a line feed. */
  public static String of(Scenario scenario, PlanningReport report, Palette palette) {
    PlanningText text = new PlanningText(scenario, report, palette);
    text.question();
    report.infeasible().ifPresent(text::infeasible);
    report.best().ifPresent(text::best);
    if (report.feasible()) {
      text.comparison();
    }
    if (!report.pareto().isEmpty()) {
      text.lines.addAll(new FrontText(scenario, report.pareto()).lines(palette));
    }
    if (report.search().candidates() > 0) {
      text.search();
    }
    text.assumptions();
    return String.join("\n", text.lines) + "\n";
  }

  private void question() {
    lines.add(palette.strong(report.scenario()));
    new QuestionText(scenario).lines(palette).forEach(line -> lines.add(INDENT + line));
    String launcher = report.launcher().map(it -> ", as " + it + " can run it").orElse("");
    lines.add(INDENT + "the best plan for " + goal() + launcher);
    lines.add("");
  }

  private String goal() {
    return switch (report.objective()) {
      case TIME -> "the time of an iteration";
      case COST -> "the money a token costs";
      case ENERGY -> "the energy a token costs";
      case TOKENS_PER_DOLLAR -> "the tokens for a dollar";
    };
  }

  private void infeasible(Infeasibility infeasible) {
    lines.add(palette.bad("No plan: ") + infeasible.constraint());
    wrapped(infeasible.reason());
    if (!infeasible.changes().isEmpty()) {
      lines.add("");
      lines.add(palette.strong("What would help"));
      Table table = new Table(List.of(Table.Column.words(""), Table.Column.words("")));
      for (Infeasibility.Change change : infeasible.changes()) {
        table.row(change.path() + ": " + change.value(), palette.faint(change.effect()));
      }
      table.lines(palette).forEach(line -> lines.add(INDENT + line));
    }
    lines.add("");
  }

  private void best(PlannedRun best) {
    lines.add(palette.strong("Best plan ") + palette.good(best.plan().label()) + where(best));
    new PlanChoices(best, scenario).lines(palette).forEach(line -> lines.add(INDENT + line));
    lines.add("");
    Table table = new Table(List.of(Table.Column.words(""), Table.Column.words("")));
    table.row("estimate", Numbers.with(best.estimate().seconds(), "s"));
    best.simulated().ifPresent(it -> simulated(table, it));
    table.row("memory", memory(best) + " at the fullest stage");
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    best.simulated()
        .ifPresent(it -> lines.addAll(indented(new MemoryText(whole(it)).warning(palette))));
    lines.add("");
  }

  /** Against all of the device's memory, also where plans had to leave some of it free. */
  private List<MemoryUse> whole(SimulationReport run) {
    return run.memory().stream()
        .map(
            it ->
                new MemoryUse(
                    it.stage(),
                    it.tier(),
                    it.parts(),
                    scenario.cluster().device().mainMemory().capacity(),
                    it.printed()))
        .toList();
  }

  private static List<String> indented(List<String> lines) {
    return lines.stream().map(line -> INDENT + line).toList();
  }

  private String where(PlannedRun run) {
    return " on %s devices, %s".formatted(Numbers.whole(run.devices()), run.precision().key());
  }

  private void simulated(Table table, SimulationReport it) {
    table.row(
        "simulated",
        Numbers.with(it.iterationTime().value(), "s")
            + palette.faint("   80 % range " + Numbers.range(it.iterationTime())));
    table.row("tokens per second", Numbers.plain(it.tokensPerSecond().value()));
    table.row("model FLOPs utilisation", Numbers.percent(it.modelFlopsUtilization()));
    it.energy()
        .ifPresent(
            joules -> {
              table.row(
                  "energy per million tokens",
                  Numbers.with(joules.value() / scenario.workload().tokens() * 1e6, joules.unit()));
              if (report.objective() == Objective.ENERGY) {
                table.row("energy per iteration", kilowattHours(joules.value()));
              }
            });
    it.costPerMillionTokens()
        .ifPresent(
            cost -> table.row("cost per million tokens", Numbers.with(cost.value(), cost.unit())));
  }

  private static String memory(PlannedRun run) {
    double used = run.estimate().memory().count() / (double) run.estimate().capacity().count();
    return "%s of %s (%s)"
        .formatted(run.estimate().memory(), run.estimate().capacity(), Numbers.percent(used));
  }

  /** The best beside the best of other degrees and the scenario's own. */
  private void comparison() {
    PlannedRun best = report.plans().getFirst();
    lines.add(
        palette.strong("Beside the best of other degrees")
            + palette.faint(
                ", those more than half a percent behind as far as they were met (--top seeks"
                    + " all)"));
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.Column.numbers(""));
    columns.add(Table.Column.words("plan"));
    columns.add(Table.Column.numbers("estimate"));
    columns.add(Table.Column.numbers("simulated"));
    if (report.objective() == Objective.ENERGY) {
      columns.add(Table.Column.numbers("energy"));
      columns.add(Table.Column.numbers("J/token"));
    }
    columns.add(Table.Column.numbers("loss"));
    columns.add(Table.Column.numbers("memory"));
    columns.add(Table.Column.words("what differs"));
    Table table = new Table(columns);
    int rank = 1;
    for (PlannedRun run : report.plans()) {
      table.row(cells(String.valueOf(rank++), run, best));
    }
    report.own().ifPresent(own -> table.row(cells("own", own, best)));
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    lines.add("");
  }

  private List<String> cells(String rank, PlannedRun run, PlannedRun best) {
    boolean first = run == best;
    double used = run.estimate().memory().count() / (double) run.estimate().capacity().count();
    String memory = Numbers.percent(used);
    List<String> cells = new ArrayList<>();
    cells.add(rank);
    cells.add(run.plan().label() + (run.devices() == best.devices() ? "" : " on " + run.devices()));
    cells.add(Numbers.with(run.estimate().seconds(), "s"));
    cells.add(run.simulated().map(it -> Numbers.with(it.iterationTime().value(), "s")).orElse(""));
    if (report.objective() == Objective.ENERGY) {
      cells.add(kilowattHours(value(run)));
      cells.add(Numbers.plain(value(run) / scenario.workload().tokens()));
    }
    cells.add(first ? "" : Numbers.signedPercent(value(run) / value(best) - 1));
    cells.add(run.fits() ? memory : palette.bad(memory));
    cells.add(first ? "" : palette.faint(new PlanDifference(best, run).text()));
    return cells;
  }

  private static String kilowattHours(double joules) {
    return Numbers.plain(joules / FrontText.JOULES_PER_KILOWATT_HOUR) + " kWh";
  }

  /** What plans are compared by, simulated where that was done. */
  private double value(PlannedRun run) {
    double seconds = run.seconds();
    return switch (report.objective()) {
      case TIME -> seconds;
      case COST, TOKENS_PER_DOLLAR -> seconds * run.devices();
      case ENERGY ->
          run.simulated()
              .flatMap(SimulationReport::energy)
              .map(it -> it.value())
              .orElseGet(
                  () ->
                      run.estimate().joulesPerToken().orElse(Double.NaN)
                          * scenario.workload().tokens());
    };
  }

  private void search() {
    PlanningReport.Search search = report.search();
    lines.add(palette.strong("Search"));
    Table table =
        new Table(
            List.of(Table.Column.numbers(""), Table.Column.words(""), Table.Column.words("")));
    table.row(Numbers.whole(search.candidates()), "candidates", "");
    table.row(
        Numbers.whole(search.evaluated()),
        "costed",
        search.tooLarge() > 0
            ? palette.faint(Numbers.whole(search.tooLarge()) + " of them do not fit")
            : "");
    for (Map.Entry<String, Long> pruned : search.pruned().entrySet()) {
      table.row(
          Numbers.whole(pruned.getValue()), "ruled out", palette.faint(reason(pruned.getKey())));
    }
    table.row(Numbers.whole(search.open()), "left open", "");
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    String seconds = String.format(Locale.ROOT, "%.1f s", search.seconds());
    wrapped(verdict(search) + " It took " + seconds + ".");
  }

  private static String reason(String key) {
    return switch (key) {
      case "memory" -> "by memory: what is kept anyway is too much";
      case "bound" -> "by a bound: nothing like it is good enough";
      case "dominated" -> "as others like it do less, and fit";
      case "rule" -> "by a rule: choices that do not go together";
      default -> key;
    };
  }

  private String verdict(PlanningReport.Search search) {
    return switch (search.end()) {
      case FINISHED ->
          report.feasible()
              ? "All are decided: by the estimate, no plan is better than the best (gap 0 %)."
              : "All are decided.";
      case WORK, TIME, CANCELLED ->
          "Ended by %s: a plan that was left open can be better by at most %s."
              .formatted(
                  search.end() == PlanningReport.End.CANCELLED ? "request" : search.end().key(),
                  Numbers.percent(search.gap()));
    };
  }

  private void assumptions() {
    if (report.assumptions().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(palette.strong("Assumed, as the scenario does not say"));
    for (Assumption assumption : report.assumptions()) {
      if (!assumption.path().startsWith("plan.")) {
        wrapped(assumption.toString());
      }
    }
  }

  private void wrapped(String text) {
    Paragraph.wrap(text, WIDTH).forEach(line -> lines.add(INDENT + line));
  }
}
