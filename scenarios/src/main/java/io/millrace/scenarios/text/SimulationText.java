package io.millrace.scenarios.text;

import io.millrace.model.input.Assumption;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.TimePart;
import io.millrace.model.scenario.Scenario;
import io.millrace.scenarios.ScenarioRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A simulated iteration for people: the figures, where the time goes, memory, assumptions. */
public final class SimulationText {
  private static final int BAR_WIDTH = 44;
  private static final int FEW = 4;
  private static final String INDENT = "  ";

  private final Scenario scenario;
  private final SimulationReport report;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  private SimulationText(ScenarioRun run, Palette palette) {
    this.scenario = run.scenario();
    this.report = run.report();
    this.palette = palette;
  }

  /** The whole report, ending with a line feed. */
  public static String of(ScenarioRun run, Palette palette) {
    SimulationText text = new SimulationText(run, palette);
    text.reasons();
    text.question();
    text.headline();
    text.breakdown();
    new MemoryText(run.report().memory(), run.report().hostMemory())
        .lines(palette)
        .forEach(text.lines::add);
    text.assumptions();
    return text.joined();
  }

  /** Why it does not fit, and the figures. */
  public static String brief(ScenarioRun run, Palette palette) {
    SimulationText text = new SimulationText(run, palette);
    text.reasons();
    text.headline();
    return text.joined();
  }

  private String joined() {
    return String.join("\n", lines) + "\n";
  }

  private void reasons() {
    if (report.feasible()) {
      nearlyFull();
      return;
    }
    lines.add(palette.bad("Does not fit:"));
    report.reasons().stream().limit(FEW).forEach(reason -> lines.add(INDENT + reason));
    if (report.reasons().size() > FEW) {
      lines.add(INDENT + "and " + (report.reasons().size() - FEW) + " more, none fuller");
    }
    if (!report.comparisons().isEmpty()) {
      lines.add(INDENT + "Figures of such a run are published: if it fitted, these are too high.");
    }
    lines.add(
        INDENT + palette.faint("The figures below are those of a device with enough memory."));
    lines.add("");
  }

  private void nearlyFull() {
    List<String> warning = new MemoryText(report.memory()).warning(palette);
    if (!warning.isEmpty()) {
      lines.addAll(warning);
      lines.add("");
    }
  }

  private void question() {
    lines.add(palette.strong(report.scenario()));
    new QuestionText(scenario).lines(palette).forEach(line -> lines.add(INDENT + line));
    scenario.plan().ifPresent(plan -> lines.add(INDENT + "plan " + new PlanText(plan).line()));
    lines.add("");
  }

  private void headline() {
    new HeadlineText(scenario, report)
        .lines(palette)
        .forEach(line -> lines.add(line.isEmpty() ? line : INDENT + line));
    lines.add("");
  }

  private void breakdown() {
    Map<TimePart, Double> parts = report.breakdown();
    int stages = report.memory().size();
    String stage =
        stages > 1
            ? ", on stage %d of 0 to %d, which waits least"
                .formatted(report.bottleneckStage(), stages - 1)
            : "";
    lines.add(palette.strong("Where the time goes") + stage);
    Table table =
        new Table(
            List.of(
                Table.Column.words(""),
                Table.Column.words(""),
                Table.Column.numbers(""),
                Table.Column.numbers("")));
    List<String> percentages = Shares.percentages(List.copyOf(parts.values()));
    double whole = report.iterationTime().value();
    int row = 0;
    for (Map.Entry<TimePart, Double> part : parts.entrySet()) {
      String bar = Shares.bar(part.getValue() / whole, BAR_WIDTH);
      table.row(
          part.getKey().label(),
          painted(part.getKey(), bar),
          percentages.get(row++),
          Numbers.with(part.getValue(), "s"));
    }
    table.row("", "", "100.0 %", Numbers.with(whole, "s"));
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    lines.add("");
  }

  private String painted(TimePart part, String bar) {
    return switch (part) {
      case MATRIX_PRODUCTS, ATTENTION, ELEMENT_WISE, RECOMPUTATION, OPTIMIZER ->
          palette.computing(bar);
      case TENSOR_COMMUNICATION,
          CONTEXT_COMMUNICATION,
          EXPERT_COMMUNICATION,
          DATA_COMMUNICATION,
          HOST_TRANSFER,
          PIPELINE_COMMUNICATION ->
          palette.communicating(bar);
      case BUBBLE, HOST -> palette.waiting(bar);
    };
  }

  private void assumptions() {
    if (report.assumptions().isEmpty()) {
      return;
    }
    lines.add(palette.strong("Assumed, as the scenario does not say"));
    for (Assumption assumption : report.assumptions()) {
      Paragraph.wrap(assumption.toString(), 96).forEach(line -> lines.add(INDENT + line));
    }
  }
}
