package io.millrace.ui.check;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.function.SerializableConsumer;
import io.millrace.scenarios.check.Summary;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.DataTable;
import java.util.List;
import java.util.OptionalDouble;

/** The errors of each group; a group can be chosen, so that nothing else is shown. */
final class ErrorTable extends Div {
  private static final List<String> FIGURES =
      List.of("cases", "median", "90th pct", "worst", "bias", "in range");

  private final SerializableConsumer<String> onGroup;

  /** Tells which group is chosen; that of all cases by its name. */
  ErrorTable(SerializableConsumer<String> onGroup) {
    this.onGroup = onGroup;
    addClassName("error-table");
  }

  /** Shows some groups instead. */
  void show(String by, List<Summary> summaries, String chosen) {
    removeAll();
    DataTable table = new DataTable("Errors by " + by);
    List<String> heads = new java.util.ArrayList<>(List.of(by));
    heads.addAll(FIGURES);
    table.heads(heads);
    for (Summary it : summaries) {
      table.row(
          List.of(group(it.group(), it.group().equals(chosen))),
          List.of(
              cell(Numbers.whole(it.cases())),
              cell(Numbers.percent(it.medianApe())),
              cell(Numbers.percent(it.p90Ape())),
              cell(Numbers.percent(it.maxApe())),
              cell(Numbers.signedPercent(it.bias())),
              cell(share(it.covered()))));
    }
    add(table);
  }

  private Component group(String name, boolean chosen) {
    Button button = new Button(name, click -> onGroup.accept(name));
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
    button.getElement().setAttribute("aria-pressed", String.valueOf(chosen));
    return button;
  }

  private static String share(OptionalDouble share) {
    return share.isPresent() ? Numbers.percent(share.getAsDouble()) : "–";
  }

  private static Component cell(String text) {
    return new Span(text);
  }
}
