package io.millrace.ui.detail.cost;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.NumberField;
import io.millrace.model.report.Figure;
import io.millrace.model.report.RunTotals;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.detail.PagePanel;
import io.millrace.ui.detail.SimulationAnswer;
import io.millrace.ui.detail.Subject;
import io.millrace.ui.figures.DataTable;
import java.util.List;
import java.util.Optional;

/** What an iteration and a whole run take, then a question of how many devices are needed. */
final class CostPanel extends PagePanel {
  private static final double BILLION = 1e9;
  private static final double USUAL_TOKENS = 1000;

  private final SimulationAnswer answer;
  private final Div totals = new Div();

  CostPanel(Subject subject, SimulationAnswer answer) {
    this.answer = answer;
    NumberField tokens = new NumberField("Tokens of the run, in billions");
    tokens.setMin(0);
    tokens.setValue(USUAL_TOKENS);
    tokens.addValueChangeListener(
        change -> {
          if (change.getValue() != null && change.getValue() > 0) {
            show(change.getValue());
          }
        });
    Div form = new Div(tokens);
    form.addClassName("form");
    add(form, totals);
    show(USUAL_TOKENS);
    if (figure("cost").isEmpty()) {
      add(note("The scenario gives no price: add pricePerDevice, such as 2 USD/h, to have costs."));
    }
    if (figure("energy").isEmpty()) {
      add(note("The power of this device is not published: its energy is not known."));
    }
    add(note("Energy is that of the devices alone. Carbon is not told: no data for it are here."));
    add(new H3("How many devices are needed"), new FleetPanel(subject, answer.devices()));
  }

  private Optional<Figure> figure(String name) {
    return Optional.ofNullable(answer.figures().get(name));
  }

  private void show(double billions) {
    DataTable table = new DataTable("What it takes").heads(List.of("", "Simulated", "80 % range"));
    Figure iteration = figure("iterationTime").orElseThrow();
    RunTotals run =
        RunTotals.of(
            billions * BILLION,
            iteration,
            figure("tokensPerSecond").orElseThrow(),
            answer.devices(),
            figure("energy"),
            figure("cost"));
    row(table, "Time of an iteration", iteration);
    figure("energy").ifPresent(it -> row(table, "Energy of an iteration", it));
    figure("cost").ifPresent(it -> row(table, "Cost of a million tokens", it));
    row(table, "Time of the run", run.days());
    row(table, "Devices of the run", run.deviceHours());
    run.energy().ifPresent(it -> row(table, "Energy of the run", it));
    run.dollars().ifPresent(it -> row(table, "Cost of the run", it));
    totals.removeAll();
    totals.add(table);
  }

  private static void row(DataTable table, String label, Figure figure) {
    table.row(
        List.of(new Span(label)),
        List.of(
            new Span(Numbers.with(figure.value(), figure.unit())),
            new Span(figure.low() < figure.high() ? Numbers.range(figure) : "")));
  }
}
