package io.millrace.ui.compare;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.DataTable;
import io.millrace.ui.plan.PlanMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The figures of plans, a column each; of all but the first with the difference from it. */
final class FigureComparison extends Div {
  private static final double SAME = 5e-4;

  FigureComparison(List<Compared> plans) {
    DataTable table =
        new DataTable("Figures of the plans, with the difference from the first")
            .heads(Stream.concat(Stream.of("Figure"), plans.stream().map(Compared::name)).toList());
    for (PlanMetric metric : PlanMetric.values()) {
      List<Component> cells = new ArrayList<>();
      OptionalDouble first = metric.of(plans.getFirst().row());
      for (Compared plan : plans) {
        OptionalDouble own = metric.of(plan.row());
        Div cell = new Div();
        cell.addClassName("cell");
        cell.add(text(own.isPresent() ? metric.text(own.getAsDouble()) : "–", "cell-text"));
        if (plan != plans.getFirst() && own.isPresent() && first.isPresent()) {
          cell.add(text(difference(metric, first.getAsDouble(), own.getAsDouble()), "cell-remark"));
        }
        cells.add(cell);
      }
      table.row(List.of(new Span(metric.title())), cells);
    }
    add(table);
  }

  /** In words as well, for a colour alone would not do. */
  private static String difference(PlanMetric metric, double first, double own) {
    if (first == 0) {
      return own == 0 ? "same" : "differs";
    }
    double change = own / first - 1;
    return Math.abs(change) < SAME
        ? "same"
        : "%s, %s"
            .formatted(
                Numbers.signedPercent(change),
                change > 0 == metric.moreIsBetter() ? "better" : "worse");
  }

  private static Span text(String text, String kind) {
    Span span = new Span(text);
    span.addClassName(kind);
    return span;
  }
}
