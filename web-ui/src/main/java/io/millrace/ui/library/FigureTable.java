package io.millrace.ui.library;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.millrace.model.report.Comparison;
import io.millrace.model.report.Figure;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Measured;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.DataTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of a run beside the published ones. */
final class FigureTable extends Div {
  private static final List<String> HEADS =
      List.of("", "Simulated, 80 % range", "Published", "Difference");

  /** What each metric is called here, in the order of the table. */
  private static final Map<String, String> LABELS = new LinkedHashMap<>();

  static {
    LABELS.put("iterationTime", "Iteration time");
    LABELS.put("tokensPerSecond", "Tokens per second");
    LABELS.put("tokensPerSecondPerDevice", "Tokens per second and device");
    LABELS.put("modelTflopsPerDevice", "Model TFLOP/s per device");
    LABELS.put("hardwareTflopsPerDevice", "Hardware TFLOP/s per device");
    LABELS.put("modelFlopsUtilization", "Model FLOPs utilisation");
    LABELS.put("hardwareFlopsUtilization", "Hardware FLOPs utilisation");
    LABELS.put("peakMemory", "Peak memory");
    LABELS.put("energy", "Energy per iteration");
    LABELS.put("cost", "Cost per million tokens");
  }

  FigureTable(SimulationReport report) {
    Map<String, Figure> simulated = new LinkedHashMap<>();
    simulated.put("iterationTime", report.iterationTime());
    simulated.put("tokensPerSecond", report.tokensPerSecond());
    simulated.put("modelTflopsPerDevice", report.modelTflopsPerDevice());
    simulated.put("modelFlopsUtilization", report.modelFlopsUtilizationFigure());
    simulated.put("hardwareFlopsUtilization", report.hardwareFlopsUtilizationFigure());
    report.energy().ifPresent(it -> simulated.put("energy", it));
    report.costPerMillionTokens().ifPresent(it -> simulated.put("cost", it));
    Map<String, Comparison> published = new LinkedHashMap<>();
    for (Comparison comparison : report.comparisons()) {
      published.put(comparison.metric(), comparison);
      simulated.put(comparison.metric(), comparison.predicted());
    }

    DataTable table = new DataTable("Figures of the simulation and published ones").heads(HEADS);
    LABELS.forEach(
        (metric, label) -> {
          Figure figure = simulated.get(metric);
          if (figure != null) {
            Optional<Comparison> comparison = Optional.ofNullable(published.get(metric));
            table.row(List.of(new Span(label)), cells(figure, comparison));
          }
        });
    add(new H3("Figures"), table);
    report.published().map(FigureTable::source).ifPresent(this::add);
  }

  private static List<Component> cells(Figure figure, Optional<Comparison> published) {
    return List.of(
        simulated(figure),
        new Span(published.map(it -> Numbers.with(it.published(), it.unit())).orElse("")),
        new Span(published.map(it -> Numbers.signedPercent(it.difference())).orElse("")));
  }

  private static Component simulated(Figure figure) {
    Div cell = new Div(new Span(Numbers.with(figure.value(), figure.unit())));
    if (figure.low() < figure.high()) {
      Span range = new Span(Numbers.range(figure));
      range.addClassName("cell-remark");
      cell.add(range);
    }
    cell.addClassName("cell");
    return cell;
  }

  private static Paragraph source(Measured published) {
    Paragraph source = new Paragraph("Published in: " + published.source());
    source.addClassName("note");
    return source;
  }
}
