package io.millrace.scenarios.text;

import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.report.Comparison;
import io.millrace.model.report.Contribution;
import io.millrace.model.report.Figure;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The figures of a report with their ranges, those that somebody published beside them, and what
 * they mean.
 *
 * @param scenario the question
 * @param report the answer
 */
record HeadlineText(Scenario scenario, SimulationReport report) {
  /** Counts of arithmetic that differ by less are the same but for rounding. */
  private static final double SAME_COUNT = 0.03;

  private static final int WIDTH = 96;

  List<String> lines(Palette palette) {
    List<String> lines = new ArrayList<>(table(palette).lines(palette));
    lines.add("");
    for (String remark : footnotes()) {
      Paragraph.wrap(remark, WIDTH).forEach(line -> lines.add(palette.faint(line)));
    }
    return lines;
  }

  private Table table(Palette palette) {
    List<Table.Column> columns =
        new ArrayList<>(
            List.of(
                Table.Column.words(""),
                Table.Column.numbers("predicted"),
                Table.Column.numbers("80 % range")));
    if (!report.comparisons().isEmpty()) {
      columns.add(Table.Column.numbers("published"));
      columns.add(Table.Column.numbers("difference"));
    }
    Table table = new Table(columns);
    for (Row row : rows()) {
      Figure figure = row.figure();
      List<String> cells = new ArrayList<>();
      cells.add(row.label());
      cells.add(palette.strong(Numbers.with(figure.value(), figure.unit())));
      cells.add(figure.low() < figure.high() ? Numbers.range(figure) : "");
      comparison(row.metric())
          .ifPresent(
              it -> {
                cells.add(Numbers.with(it.published(), it.unit()));
                cells.add(Numbers.signedPercent(it.difference()));
              });
      table.row(cells);
    }
    return table;
  }

  private record Row(String label, String metric, Figure figure) {}

  private List<Row> rows() {
    Figure model = report.modelTflopsPerDevice();
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("iteration time", "iterationTime", report.iterationTime()));
    rows.add(new Row("tokens per second", "tokensPerSecond", report.tokensPerSecond()));
    rows.add(
        new Row(
            "tokens per second and device",
            "tokensPerSecondPerDevice",
            report.tokensPerSecond().times(1.0 / report.devices(), "tokens/s")));
    String other = otherCount().isPresent() ? " ³" : "";
    rows.add(new Row("model TFLOP/s per device" + other, "modelTflopsPerDevice", model));
    rows.add(
        new Row(
            "model FLOPs utilisation ¹",
            "modelFlopsUtilization",
            report.modelFlopsUtilizationFigure()));
    double recomputed = report.hardwareFlopsUtilization() / report.modelFlopsUtilization();
    if (recomputed > 1 || comparison("hardwareTflopsPerDevice").isPresent()) {
      rows.add(
          new Row(
              "hardware TFLOP/s per device",
              "hardwareTflopsPerDevice",
              model.times(recomputed, model.unit())));
      rows.add(
          new Row(
              "hardware FLOPs utilisation ²",
              "hardwareFlopsUtilization",
              report.hardwareFlopsUtilizationFigure()));
    }
    comparison("peakMemory")
        .ifPresent(it -> rows.add(new Row("peak memory", it.metric(), it.predicted())));
    report.energy().ifPresent(it -> rows.add(new Row("device energy per iteration", "energy", it)));
    report
        .costPerMillionTokens()
        .ifPresent(it -> rows.add(new Row("cost per million tokens", "cost", it)));
    return rows;
  }

  private Optional<Comparison> comparison(String metric) {
    return report.comparisons().stream().filter(it -> it.metric().equals(metric)).findFirst();
  }

  private List<String> footnotes() {
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "¹ of the dense peak, "
            + peak()
            + "; products forward and twice that backward, attention over the full square, nothing"
            + " computed again (PaLM, 2204.02311)");
    if (report.hardwareFlopsUtilization() > report.modelFlopsUtilization()) {
      remarks.add("² with what is computed again (2205.05198)");
    }
    otherCount()
        .ifPresent(
            count ->
                remarks.add(
                    String.format(
                        Locale.ROOT,
                        "³ the published figure counts %.2f times the arithmetic of ¹ for its"
                            + " tokens: compare times and tokens",
                        count)));
    range().ifPresent(remarks::add);
    scenario
        .published()
        .filter(it -> !it.source().isEmpty())
        .ifPresent(it -> remarks.add("published: " + it.source()));
    return remarks;
  }

  /** The peak that utilisation is a share of, and the format it belongs to. */
  private String peak() {
    Device device = scenario.cluster().device();
    NumberFormat asked = scenario.workload().precision().matrixFormat();
    NumberFormat format = device.peak(asked).isPresent() ? asked : NumberFormat.BF16;
    double teraflops = report.modelTflopsPerDevice().value() / report.modelFlopsUtilization();
    return Numbers.plain(teraflops) + " TFLOP/s in " + format.key();
  }

  /**
   * Arithmetic of a token that the published TFLOP/s stand for, as a part of what this report
   * counts; empty where both agree or nothing says how many tokens they belong to.
   */
  private Optional<Double> otherCount() {
    OptionalDouble tokens = publishedTokens();
    return comparison("modelTflopsPerDevice")
        .filter(it -> tokens.isPresent())
        .map(it -> it.published() / it.predicted().value() / tokens.getAsDouble())
        .filter(count -> Math.abs(count - 1) > SAME_COUNT);
  }

  /** Published tokens per time as a part of the predicted ones. */
  private OptionalDouble publishedTokens() {
    for (String metric : List.of("tokensPerSecondPerDevice", "tokensPerSecond")) {
      Optional<Comparison> tokens = comparison(metric);
      if (tokens.isPresent()) {
        return OptionalDouble.of(tokens.get().published() / tokens.get().predicted().value());
      }
    }
    return comparison("iterationTime")
        .map(it -> OptionalDouble.of(it.predicted().value() / it.published()))
        .orElseGet(OptionalDouble::empty);
  }

  /** What the range is made of. */
  private Optional<String> range() {
    if (report.contributions().isEmpty()) {
      return Optional.empty();
    }
    double known = report.contributions().stream().mapToDouble(Contribution::share).sum();
    Contribution largest = report.contributions().getFirst();
    return Optional.of(
        ("range: %s of its variance is error of the model itself; of the parameters %s (%s) has"
                + " the largest part, %s")
            .formatted(
                Numbers.percent(Math.max(0, 1 - known)),
                largest.parameter().path(),
                largest.parameter().text(),
                Numbers.percent(largest.share())));
  }
}
