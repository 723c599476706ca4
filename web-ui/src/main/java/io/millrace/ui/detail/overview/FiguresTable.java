package io.millrace.ui.detail.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.Figure;
import io.millrace.scenarios.reference.TermKind;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.detail.SimulationAnswer;
import io.millrace.ui.figures.DataTable;
import io.millrace.ui.figures.Units;
import io.millrace.ui.reference.TermHelp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Figures with the ranges in which four of five outcomes should lie, beside published ones. */
final class FiguresTable extends Div {
  /** What each metric is called, in the order of the table. */
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
    LABELS.put("energy", "Energy of the devices per iteration");
    LABELS.put("cost", "Cost per million tokens");
  }

  FiguresTable(SimulationAnswer answer) {
    boolean published = !answer.published().isEmpty();
    DataTable table =
        new DataTable("Figures of the simulation")
            .heads(
                published
                    ? List.of("", "Simulated, 80 % range", "Published", "Difference")
                    : List.of("", "Simulated, 80 % range"));
    LABELS.forEach(
        (metric, label) -> {
          Optional<Figure> figure = Optional.ofNullable(answer.figures().get(metric));
          Optional<SimulationAnswer.Published> beside =
              Optional.ofNullable(answer.published().get(metric));
          Optional<Component> simulated =
              figure
                  .map(FiguresTable::simulated)
                  .or(() -> beside.map(it -> new Span(text(it.predicted(), it.unit()))));
          simulated.ifPresent(
              cell ->
                  table.row(
                      List.of(TermHelp.of(label, TermKind.FIGURE, metric)),
                      cells(cell, beside, published)));
        });
    add(table);
  }

  private static List<Component> cells(
      Component simulated, Optional<SimulationAnswer.Published> beside, boolean published) {
    return published
        ? List.of(
            simulated,
            new Span(beside.map(it -> text(it.value(), it.unit())).orElse("")),
            new Span(beside.map(it -> Numbers.signedPercent(it.difference())).orElse("")))
        : List.of(simulated);
  }

  private static Component simulated(Figure figure) {
    Div cell = new Div(new Span(text(figure.value(), figure.unit())));
    if (figure.low() < figure.high()) {
      Span range = new Span(Numbers.range(figure));
      range.addClassName("cell-remark");
      cell.add(range);
    }
    cell.addClassName("cell");
    return cell;
  }

  private static String text(double value, String unit) {
    return unit.equals("B") ? Units.current().text(Bytes.of(value)) : Numbers.with(value, unit);
  }
}
