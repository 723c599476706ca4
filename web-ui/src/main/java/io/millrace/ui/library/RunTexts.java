package io.millrace.ui.library;

import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.Comparison;
import io.millrace.model.report.Figure;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Measured;
import io.millrace.model.scenario.Scenario;
import io.millrace.scenarios.ScenarioRun;
import io.millrace.scenarios.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the grid says about a run, each cell with a text and a remark below it.
 *
 * @param run the run as it is now
 */
record RunTexts(LibraryRun run) {
  private static final String NONE = "–";

  /**
   * A cell.
   *
   * @param text what matters
   * @param remark what it is of; may be empty
   * @param state how it is styled; a class of the style sheet, may be empty
   */
  record Cell(String text, String remark, String state) {
    private static final Cell EMPTY = new Cell(NONE, "", "absent");

    private static Cell of(String text, String remark) {
      return new Cell(text, remark, "");
    }
  }

  Cell name() {
    return Cell.of(run.entry().name(), run.entry().summary());
  }

  Cell model() {
    return ofScenario(
        it -> Cell.of(it.model().name(), parameters(it.model().parameters()) + " parameters"));
  }

  Cell devices() {
    return ofScenario(
        it -> Cell.of(Numbers.whole(it.cluster().devices()), it.cluster().device().name()));
  }

  Cell plan() {
    return ofScenario(
        it -> it.plan().map(plan -> Cell.of(plan.label(), kind(plan))).orElse(Cell.EMPTY));
  }

  Cell published() {
    return figure().map(it -> Cell.of(it.text(), it.remark())).orElse(Cell.EMPTY);
  }

  /** Where the published result is from. */
  String source() {
    return run.published().map(Measured::source).orElse("nothing published");
  }

  Cell simulated() {
    return run.known()
        .map(
            outcome ->
                switch (outcome) {
                  case Parsed.Valid<ScenarioRun> valid -> simulated(valid.value().report());
                  case Parsed.Invalid<ScenarioRun> invalid ->
                      new Cell("not simulated", reason(invalid.issues()), "failed");
                })
        .orElse(new Cell("simulating", "", "pending"));
  }

  private static Cell simulated(SimulationReport report) {
    Figure time = report.iterationTime();
    String text = Numbers.with(time.value(), time.unit());
    return report.feasible()
        ? Cell.of(text, Numbers.range(time))
        : new Cell(text, "does not fit", "infeasible");
  }

  Cell difference() {
    return comparison()
        .map(RunTexts::difference)
        .orElse(new Cell(run.isDone() ? NONE : "", "", "absent"));
  }

  private static Cell difference(Comparison comparison) {
    String text = Numbers.signedPercent(comparison.difference());
    return comparison.covered()
        ? new Cell(text, "in the range", "covered")
        : new Cell(text, "out of range", "missed");
  }

  /** What the simulated cell leaves out, for its tooltip. */
  String explanation() {
    return run.known()
        .map(
            outcome ->
                switch (outcome) {
                  case Parsed.Valid<ScenarioRun> valid -> explanation(valid.value().report());
                  case Parsed.Invalid<ScenarioRun> invalid -> reason(invalid.issues());
                })
        .orElse("waits for its turn or is being simulated");
  }

  private static String explanation(SimulationReport report) {
    return report.feasible()
        ? "four of five outcomes should lie between the two ends"
        : report.reasons().getFirst();
  }

  /** What the difference is between, for its tooltip. */
  String compared() {
    return comparison()
        .map(
            it ->
                "%s of simulated %s (%s) from published %s"
                    .formatted(
                        Numbers.signedPercent(it.difference()),
                        Numbers.with(it.predicted().value(), it.unit()),
                        Numbers.range(it.predicted()),
                        Numbers.with(it.published(), it.unit())))
        .orElse("nothing to compare");
  }

  /** The published figure beside its prediction, if both are there. */
  Optional<Comparison> comparison() {
    return figure()
        .flatMap(figure -> run.simulated().flatMap(simulated -> figure.in(simulated.report())));
  }

  /** Whether every word of a text is found in the scenario's name, model, devices or plan. */
  boolean matches(String words) {
    String all =
        Stream.of(model(), devices(), plan())
            .map(cell -> cell.text() + " " + cell.remark())
            .collect(Collectors.joining(" ", run.entry().id() + " " + run.entry().name() + " ", ""))
            .toLowerCase(Locale.ROOT);
    return Stream.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+")).allMatch(all::contains);
  }

  private Optional<PublishedFigure> figure() {
    return run.published().flatMap(PublishedFigure::of);
  }

  private Cell ofScenario(Function<Scenario, Cell> cell) {
    return run.readScenario().map(cell).orElse(Cell.EMPTY);
  }

  /** What the label of a plan does not say, in short. */
  private static String kind(TrainingPlan plan) {
    List<String> words = new ArrayList<>();
    if (plan.strategy().pipeline() > 1) {
      words.add(plan.schedule().key());
    }
    if (plan.sharding() != Sharding.NONE) {
      words.add(plan.sharding().key());
    }
    return String.join(", ", words);
  }

  private static String parameters(long count) {
    return count < 1_000_000_000L
        ? Numbers.plain(count / 1e6) + " M"
        : Numbers.plain(count / 1e9) + " B";
  }

  private static String reason(List<Issue> issues) {
    return issues.stream().map(Issue::toString).collect(Collectors.joining("\n"));
  }
}
