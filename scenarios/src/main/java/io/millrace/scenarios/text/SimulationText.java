package io.millrace.scenarios.text;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.input.Assumption;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.Comparison;
import io.millrace.model.report.Figure;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.TimePart;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.Training;
import io.millrace.scenarios.ScenarioRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    new MemoryText(run.report().memory()).lines(palette).forEach(text.lines::add);
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
      return;
    }
    lines.add(palette.bad("Does not fit:"));
    report.reasons().stream().limit(FEW).forEach(reason -> lines.add(INDENT + reason));
    if (report.reasons().size() > FEW) {
      lines.add(INDENT + "and " + (report.reasons().size() - FEW) + " more");
    }
    lines.add(
        INDENT + palette.faint("The figures below are those of a device with enough memory."));
    lines.add("");
  }

  private void question() {
    Cluster cluster = scenario.cluster();
    ModelArchitecture model = scenario.model();
    Training workload = scenario.workload();
    lines.add(palette.strong(report.scenario()));
    lines.add(
        "%s%s × %s in %s, %s with %s parameters"
            .formatted(
                INDENT,
                Numbers.whole(cluster.devices()),
                cluster.device().name(),
                cluster.nodes() == 1 ? "one node" : Numbers.whole(cluster.nodes()) + " nodes",
                model.name(),
                parameters(model.parameters())));
    lines.add(
        "%s%s sequences of %s tokens, %s, %s"
            .formatted(
                INDENT,
                Numbers.whole(workload.globalBatch()),
                Numbers.whole(workload.sequence()),
                workload.precision().key(),
                scenario.framework().id()));
    scenario.plan().ifPresent(plan -> lines.add(INDENT + "plan " + describe(plan)));
    lines.add("");
  }

  private static String parameters(long count) {
    return count < 1_000_000_000L
        ? Numbers.plain(count / 1e6) + " million"
        : Numbers.plain(count / 1e9) + " billion";
  }

  private static String describe(TrainingPlan plan) {
    List<String> words = new ArrayList<>();
    words.add(plan.label());
    words.add("micro-batch " + plan.microBatch());
    if (plan.strategy().pipeline() > 1) {
      words.add(
          plan.schedule() == ScheduleKind.INTERLEAVED
              ? "interleaved with " + plan.virtualStages() + " chunks"
              : plan.schedule().key());
    }
    if (plan.sharding() != Sharding.NONE) {
      words.add(plan.sharding().key());
    }
    if (plan.sequenceParallel()) {
      words.add("sequence parallel");
    }
    words.add("recompute " + plan.recompute().key());
    return String.join(", ", words);
  }

  private void headline() {
    Table table =
        new Table(
            List.of(
                Table.Column.words(""),
                Table.Column.numbers("predicted"),
                Table.Column.numbers("80 % range"),
                Table.Column.numbers("published"),
                Table.Column.numbers("difference")));
    Figure model = report.modelTflopsPerDevice();
    row(table, "iteration time", "iterationTime", report.iterationTime());
    row(table, "tokens per second", "tokensPerSecond", report.tokensPerSecond());
    row(
        table,
        "tokens per second and device",
        "tokensPerSecondPerDevice",
        report.tokensPerSecond().times(1.0 / report.devices(), "tokens/s"));
    row(table, "model TFLOP/s per device", "modelTflopsPerDevice", model);
    row(
        table,
        "model FLOPs utilisation ¹",
        "modelFlopsUtilization",
        report.modelFlopsUtilizationFigure());
    double recomputed = report.hardwareFlopsUtilization() / report.modelFlopsUtilization();
    if (recomputed > 1 || comparison("hardwareTflopsPerDevice").isPresent()) {
      row(
          table,
          "hardware TFLOP/s per device",
          "hardwareTflopsPerDevice",
          model.times(recomputed, model.unit()));
      row(
          table,
          "hardware FLOPs utilisation ²",
          "hardwareFlopsUtilization",
          report.hardwareFlopsUtilizationFigure());
    }
    comparison("peakMemory")
        .ifPresent(it -> row(table, "peak memory", it.metric(), it.predicted()));
    report.energy().ifPresent(it -> row(table, "energy per iteration", "energy", it));
    report
        .costPerMillionTokens()
        .ifPresent(it -> row(table, "cost per million tokens", "cost", it));
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    lines.add("");
    footnotes();
  }

  private void row(Table table, String label, String metric, Figure figure) {
    Optional<Comparison> published = comparison(metric);
    table.row(
        label,
        palette.strong(Numbers.with(figure.value(), figure.unit())),
        figure.low() < figure.high() ? Numbers.range(figure) : "",
        published.map(it -> Numbers.with(it.published(), it.unit())).orElse(""),
        published.map(it -> Numbers.signedPercent(it.difference())).orElse(""));
  }

  private Optional<Comparison> comparison(String metric) {
    return report.comparisons().stream().filter(it -> it.metric().equals(metric)).findFirst();
  }

  private void footnotes() {
    add(
        "¹ of the dense peak; products forward and twice that backward, attention over the full"
            + " square, nothing computed again (PaLM, 2204.02311)");
    if (report.hardwareFlopsUtilization() > report.modelFlopsUtilization()) {
      add("² with what is computed again (2205.05198)");
    }
    scenario
        .published()
        .filter(it -> !it.source().isEmpty())
        .ifPresent(it -> add("published: " + it.source()));
    lines.add("");
  }

  private void add(String remark) {
    Paragraph.wrap(remark, 96).forEach(line -> lines.add(INDENT + palette.faint(line)));
  }

  private void breakdown() {
    Map<TimePart, Double> parts = report.breakdown();
    int stages = report.memory().size();
    String stage =
        stages > 1 ? ", stage " + report.bottleneckStage() + " of 0 to " + (stages - 1) : "";
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
