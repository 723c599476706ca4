package io.millrace.ui.detail.sensitivity;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioWriter;
import io.millrace.planner.export.YamlText;
import io.millrace.planner.question.PlaneAnswer;
import io.millrace.planner.question.PlaneParameter;
import io.millrace.planner.question.PlaneQuestion;
import io.millrace.scenarios.text.Numbers;
import io.millrace.simulator.cost.Calibration;
import io.millrace.ui.chart.Axis;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.chart.HeatMap;
import io.millrace.ui.detail.OnDemand;
import io.millrace.ui.detail.PagePanel;
import io.millrace.ui.detail.Subject;
import io.millrace.ui.runs.FullQueueException;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.VisitorRuns;
import java.util.List;

/** Two things varied at once; each pair can be opened as a scenario. */
final class PlanePanel extends PagePanel {
  private final Subject subject;
  private final Scenario scenario;
  private final VisitorRuns runs;
  private final Select<PlaneParameter> across = new Select<>();
  private final Select<PlaneParameter> upward = new Select<>();
  private final OnDemand map = new OnDemand("Draw the map");

  PlanePanel(Subject subject, Scenario scenario, VisitorRuns runs) {
    this.subject = subject;
    this.scenario = scenario;
    this.runs = runs;
    choose(across, "Across", PlaneParameter.NETWORK_BANDWIDTH);
    choose(upward, "Upward", PlaneParameter.MICRO_BATCH);
    Div form = new Div(across, upward);
    form.addClassName("form");
    map.onAsk(this::ask);
    add(
        note(
            "The plan's speed where two things are others, by formulas. Choose a cell to open it."),
        form,
        map);
  }

  private static void choose(Select<PlaneParameter> select, String label, PlaneParameter usual) {
    select.setLabel(label);
    select.setItems(PlaneParameter.values());
    select.setItemLabelGenerator(PlaneParameter::label);
    select.setValue(usual);
  }

  private void ask() {
    boolean same = across.getValue() == upward.getValue();
    upward.setInvalid(same);
    upward.setErrorMessage("must be another than across");
    if (same) {
      return;
    }
    PlaneQuestion question = new PlaneQuestion(across.getValue(), upward.getValue());
    map.start(
        "plane %s %s %s".formatted(subject.run(), question.across().key(), question.upward().key()),
        PlaneAnswer.class,
        progress ->
            question.of(scenario, scenario.plan().orElseThrow(), Calibration.bundled(), progress),
        answer -> shown(question, answer));
  }

  private Component shown(PlaneQuestion question, PlaneAnswer answer) {
    PagePanel panel = new PagePanel();
    Div chosen = new Div();
    Chart chart = new Chart(heatMap(question, answer));
    chart.onSelection(
        event ->
            answer.cells().stream()
                .filter(it -> id(it).equals(event.id()))
                .findFirst()
                .ifPresent(
                    it -> {
                      chosen.removeAll();
                      chosen.add(opener(question, answer, it));
                    }));
    panel.add(chart, chosen);
    List<String> impossible =
        answer.cells().stream()
            .filter(it -> !it.possible())
            .map(it -> name(question, answer, it) + ": " + it.impossible())
            .toList();
    if (!impossible.isEmpty()) {
      panel.add(note("Cells without a number cannot be run:"), list(impossible));
    }
    return panel;
  }

  private static String id(PlaneAnswer.Cell cell) {
    return cell.column() + "," + cell.row();
  }

  private static String name(PlaneQuestion question, PlaneAnswer answer, PlaneAnswer.Cell cell) {
    return "%s %s, %s %s"
        .formatted(
            question.across().label(),
            answer.columns().get(cell.column()),
            question.upward().label(),
            answer.rows().get(cell.row()));
  }

  static HeatMap heatMap(PlaneQuestion question, PlaneAnswer answer) {
    return new HeatMap(
        "Tokens per second and device",
        Axis.of("Tokens per second and device", ""),
        question.across().label(),
        answer.columns(),
        question.upward().label(),
        answer.rows(),
        answer.cells().stream()
            .filter(PlaneAnswer.Cell::possible)
            .map(
                it ->
                    new HeatMap.Cell(
                        id(it), it.column(), it.row(), it.tokensPerSecondPerDevice().orElse(0)))
            .toList());
  }

  private Component opener(PlaneQuestion question, PlaneAnswer answer, PlaneAnswer.Cell cell) {
    String name = name(question, answer, cell);
    Paragraph words =
        new Paragraph(
            "%s: %s tokens/s a device"
                .formatted(name, Numbers.plain(cell.tokensPerSecondPerDevice().orElse(0))));
    String title = subject.title() + ", " + name;
    String text = YamlText.of(ScenarioWriter.bundled().toTree(cell.scenario()));
    Div form =
        new Div(
            words,
            new Button("Simulate it", click -> open(RunKind.SIMULATION, "detail/", title, text)),
            new Button("Plan it", click -> open(RunKind.PLANNING, "plan/", title, text)));
    form.addClassName("form");
    return form;
  }

  private void open(RunKind kind, String where, String title, String text) {
    try {
      Run run = runs.ask(kind, title, text);
      UI.getCurrent().navigate(where + run.id());
    } catch (FullQueueException e) {
      add(note(String.valueOf(e.getMessage())));
    }
  }
}
