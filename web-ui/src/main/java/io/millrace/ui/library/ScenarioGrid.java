package io.millrace.ui.library;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.millrace.model.report.Comparison;
import io.millrace.model.scenario.Scenario;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The scenarios as rows: what is asked, what was published, what the simulation says. */
final class ScenarioGrid extends Grid<LibraryRun> {

  /** How much there is room for. */
  enum Room {
    /** The scenario and what the simulation says. */
    LITTLE,
    /** And what was published. */
    SOME,
    /** And model, devices and plan. */
    PLENTY
  }

  private static final String CELL =
      """
      <div class="cell ${item.state}">
        <span class="cell-text">${item.text}</span>
        <span class="cell-remark">${item.remark}</span>
      </div>
      """;

  private final ListDataProvider<LibraryRun> rows;
  private final List<Column<LibraryRun>> question;
  private final Column<LibraryRun> published;

  ScenarioGrid(List<LibraryRun> runs) {
    rows = new ListDataProvider<>(runs);
    setDataProvider(rows);
    addClassName("scenarios");
    addThemeVariants(GridVariant.LUMO_NO_BORDER);
    setSizeFull();
    setEmptyStateComponent(new Span("No scenario has all of these words."));

    column("Scenario", RunTexts::name, "9rem", 1)
        .setComparator(it -> it.entry().name())
        .setRowHeader(true);
    question =
        List.of(
            column("Model", RunTexts::model, "10rem", 0)
                .setComparator(byNumber(scenario(it -> it.model().parameters()))),
            column("Devices", RunTexts::devices, "11.5rem", 0)
                .setComparator(byNumber(scenario(it -> it.cluster().devices()))),
            column("Plan", RunTexts::plan, "9rem", 0));
    published =
        column("Published", RunTexts::published, "10rem", 0)
            .setTooltipGenerator(it -> new RunTexts(it).source());
    column("Simulated", RunTexts::simulated, "9rem", 0)
        .setComparator(
            byNumber(it -> it.simulated().map(run -> run.report().iterationTime().value())))
        .setTooltipGenerator(it -> new RunTexts(it).explanation());
    column("Difference", RunTexts::difference, "7.5rem", 0)
        .setComparator(byNumber(it -> new RunTexts(it).comparison().map(Comparison::difference)))
        .setTooltipGenerator(it -> new RunTexts(it).compared())
        .setTextAlign(ColumnTextAlign.END);
  }

  /** Shows as many columns as there is room for. */
  void fit(Room room) {
    question.forEach(column -> column.setVisible(room == Room.PLENTY));
    published.setVisible(room != Room.LITTLE);
  }

  /** Shows the scenarios that have every word of a text. */
  void show(String words) {
    rows.setFilter(run -> words.isBlank() || new RunTexts(run).matches(words));
  }

  /** How many scenarios are shown. */
  int shown() {
    return rows.size(new Query<>());
  }

  private Column<LibraryRun> column(
      String header, Function<RunTexts, RunTexts.Cell> cell, String width, int grow) {
    LitRenderer<LibraryRun> renderer =
        LitRenderer.<LibraryRun>of(CELL)
            .withProperty("text", run -> cell.apply(new RunTexts(run)).text())
            .withProperty("remark", run -> cell.apply(new RunTexts(run)).remark())
            .withProperty("state", run -> cell.apply(new RunTexts(run)).state());
    return addColumn(renderer)
        .setHeader(header)
        .setKey(header)
        .setWidth(width)
        .setFlexGrow(grow)
        .setResizable(true)
        .setTooltipGenerator(run -> cell.apply(new RunTexts(run)).remark());
  }

  private static Function<LibraryRun, Optional<? extends Number>> scenario(
      Function<Scenario, Number> number) {
    return run -> run.readScenario().map(number);
  }

  /** In the order of a number; what has none comes last. */
  private static Comparator<LibraryRun> byNumber(
      Function<LibraryRun, Optional<? extends Number>> number) {
    return Comparator.comparingDouble(
        run -> number.apply(run).map(Number::doubleValue).orElse(Double.POSITIVE_INFINITY));
  }
}
