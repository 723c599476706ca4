package io.millrace.ui.whatif;

import com.vaadin.flow.component.html.Span;
import io.millrace.model.report.PlannedRun;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.DataTable;
import io.millrace.ui.figures.Units;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** The figures of the best plan as it is and with other inputs. */
final class Headline {
  private final DataTable table =
      new DataTable("The best plan as it is and with these inputs")
          .heads(List.of("Best plan", "as it is", "with these inputs", "change"));

  private Headline() {}

  /**
   * Makes the table.
   *
   * @param tokens of an iteration, before and after
   */
  static DataTable of(PlannedRun before, PlannedRun after, double[] tokens) {
    Headline it = new Headline();
    it.row("Plan", before.plan().label(), after.plan().label(), "");
    double one = before.estimate().seconds();
    double other = after.estimate().seconds();
    it.row("Iteration time", sure(one), sure(other), number -> Numbers.with(number, "s"));
    it.row("Tokens/s", sure(tokens[0] / one), sure(tokens[1] / other), Numbers::plain);
    it.row(
        "Cost per Mtoken",
        before.estimate().costPerMillionTokens(),
        after.estimate().costPerMillionTokens(),
        number -> Numbers.with(number, "USD/Mtoken"));
    it.row(
        "Energy per token",
        before.estimate().joulesPerToken(),
        after.estimate().joulesPerToken(),
        number -> Numbers.with(number, "J"));
    Units units = Units.current();
    it.row(
        "Memory of the fullest device",
        units.text(before.estimate().memory()),
        units.text(after.estimate().memory()),
        Numbers.signedPercent(
            (double) after.estimate().memory().count() / before.estimate().memory().count() - 1));
    return it.table;
  }

  private static OptionalDouble sure(double number) {
    return OptionalDouble.of(number);
  }

  private void row(
      String what, OptionalDouble before, OptionalDouble after, DoubleFunction<String> text) {
    if (before.isPresent() && after.isPresent()) {
      double one = before.getAsDouble();
      double other = after.getAsDouble();
      row(what, text.apply(one), text.apply(other), Numbers.signedPercent(other / one - 1));
    }
  }

  private void row(String what, String before, String after, String change) {
    table.row(
        List.of(new Span(what)), List.of(new Span(before), new Span(after), new Span(change)));
  }
}
