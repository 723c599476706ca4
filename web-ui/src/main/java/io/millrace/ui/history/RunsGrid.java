package io.millrace.ui.history;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.millrace.ui.runs.Run;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Runs as rows, the latest first. */
final class RunsGrid extends Grid<Run> {
  private final Actions actions;
  private final List<Run> rows = new ArrayList<>();
  private final Map<UUID, StateCell> states = new HashMap<>();

  /** What can be done with a run. */
  interface Actions extends Serializable {
    void open(Run run);

    void cancel(Run run);

    void askAgain(Run run);

    void remove(Run run);
  }

  RunsGrid(Actions actions) {
    this.actions = actions;
    addClassName("runs");
    addThemeVariants(GridVariant.LUMO_NO_BORDER);
    setSelectionMode(SelectionMode.NONE);
    setSizeFull();
    getElement().setAttribute("aria-label", "Runs");
    setEmptyStateComponent(new Span("Nothing has been asked yet."));
    addColumn(new ComponentRenderer<>(RunsGrid::name))
        .setHeader("Run")
        .setKey("run")
        .setComparator(Run::title)
        .setRowHeader(true)
        .setWidth("14rem")
        .setFlexGrow(1);
    addColumn(new ComponentRenderer<>(this::state))
        .setHeader("State")
        .setKey("state")
        .setComparator(Comparator.comparing(Run::state))
        .setWidth("12rem")
        .setFlexGrow(1);
    addColumn(RunTimes::asked)
        .setHeader("Asked")
        .setKey("asked")
        .setComparator(Run::submitted)
        .setWidth("11.5rem")
        .setFlexGrow(0);
    addColumn(RunTimes::duration).setHeader("Took").setKey("took").setWidth("6rem").setFlexGrow(0);
    addColumn(new ComponentRenderer<>(this::buttons))
        .setHeader("Actions")
        .setKey("actions")
        .setWidth("11rem")
        .setFlexGrow(0);
    setItems(rows);
  }

  void show(List<Run> runs) {
    states.clear();
    rows.clear();
    rows.addAll(runs);
    getDataProvider().refreshAll();
  }

  /**
   * Shows how a run has gone on. The row stays as it is where it can: whoever is about to press one
   * of its buttons would lose it.
   *
   * @return whether the run is among the rows
   */
  boolean refresh(Run run) {
    for (int row = 0; row < rows.size(); row++) {
      Run before = rows.get(row);
      if (before.id().equals(run.id())) {
        rows.set(row, run);
        StateCell cell = states.get(run.id());
        if (cell != null && before.state() == run.state()) {
          cell.goOn(run);
        } else {
          getDataProvider().refreshAll();
        }
        return true;
      }
    }
    return false;
  }

  /** The page that shows a run, if there is one. */
  static Optional<String> address(Run run) {
    return switch (run.kind()) {
      case SIMULATION -> Optional.of("detail/" + run.id());
      case PLANNING -> Optional.of("plan/" + run.id());
      case SWEEP -> Optional.of("sweeps/" + run.id());
      // Its answer is for the program that asked.
      case CHECK -> Optional.empty();
    };
  }

  private static Component name(Run run) {
    Span kind = new Span(run.kind().key());
    kind.addClassName("cell-remark");
    HtmlContainer title =
        address(run)
            .<HtmlContainer>map(it -> new Anchor(it, run.title()))
            .orElseGet(() -> new Span(run.title()));
    title.addClassName("cell-text");
    Div cell = new Div(title, kind);
    cell.addClassName("cell");
    return cell;
  }

  private StateCell state(Run run) {
    StateCell cell = new StateCell(run);
    states.put(run.id(), cell);
    return cell;
  }

  private Component buttons(Run run) {
    Div buttons = new Div();
    if (address(run).isPresent()) {
      buttons.add(button("Open", VaadinIcon.FOLDER_OPEN_O, run, actions::open));
    }
    if (run.state().isFinal()) {
      buttons.add(
          button("Ask again", VaadinIcon.REFRESH, run, actions::askAgain),
          button("Remove", VaadinIcon.TRASH, run, actions::remove));
    } else {
      buttons.add(button("Cancel", VaadinIcon.STOP, run, actions::cancel));
    }
    return buttons;
  }

  private static Button button(String does, VaadinIcon icon, Run run, Consumer<Run> action) {
    Button button = new Button(icon.create(), click -> action.accept(run));
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    button.setAriaLabel(does + ": " + run.title());
    button.setTooltipText(does);
    return button;
  }
}
