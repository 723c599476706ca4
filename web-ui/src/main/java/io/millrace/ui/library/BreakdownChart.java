package io.millrace.ui.library;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.millrace.model.report.SimulationReport;
import io.millrace.scenarios.text.Numbers;
import io.millrace.scenarios.text.Shares;
import io.millrace.ui.figures.DataTable;
import io.millrace.ui.figures.StackedBar;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Where an iteration's time goes: a bar, and a table that says the same in numbers. */
final class BreakdownChart extends Div {

  BreakdownChart(SimulationReport report) {
    DataTable legend = new DataTable("Parts of the iteration time");
    List<StackedBar.Part> bar = new ArrayList<>();
    Iterator<String> percentages =
        Shares.percentages(List.copyOf(report.breakdown().values())).iterator();
    report
        .breakdown()
        .forEach(
            (part, seconds) -> {
              String percentage = percentages.next();
              if (seconds > 0) {
                double share = seconds / report.iterationTime().value();
                bar.add(new StackedBar.Part(part.key(), share, part.label() + ", " + percentage));
                legend.row(
                    List.of(StackedBar.swatch(part.key()), new Span(part.label())),
                    List.of(new Span(percentage), new Span(Numbers.with(seconds, "s"))));
              }
            });
    Paragraph note = new Paragraph(note(report));
    note.addClassName("note");
    add(new H3("Where the time goes"), note, new StackedBar(bar), legend);
  }

  private static String note(SimulationReport report) {
    int stages = report.memory().size();
    return stages > 1
        ? "Of stage %d, the slowest of stages 0 to %d."
            .formatted(report.bottleneckStage(), stages - 1)
        : "Of every device: there is one stage.";
  }
}
