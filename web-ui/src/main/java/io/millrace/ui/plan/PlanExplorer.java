package io.millrace.ui.plan;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.millrace.ui.chart.Chart;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The plans of an answer as points and as rows of a table; what is chosen in one is in both. */
@StyleSheet("context://millrace/plan.css")
final class PlanExplorer extends Section {
  private static final int MOST_COMPARED = 4;

  private final List<PlanRow> plans;
  private final PlanActions actions;
  private final PlanGrid grid = new PlanGrid(this::chooseToCompare);
  private final Chart chart;
  private final Paragraph kept = new Paragraph();
  private final Button compare = new Button("Compare");
  private final Div detail = new Div();
  private ExplorerState state;

  PlanExplorer(List<PlanRow> plans, ExplorerState start, PlanActions actions) {
    this.plans = plans;
    this.actions = actions;
    this.state = start.plan() >= 0 && start.plan() < plans.size() ? start : start.withPlan(0);
    addClassName("plan-explorer");
    getElement().setAttribute("aria-label", "Plans");
    chart = new Chart(new PlanScatter(plans, state).chart());
    chart.onSelection(it -> plan(it.id()).ifPresent(row -> grid.asSingleSelect().setValue(row)));
    kept.addClassName("note");
    kept.getElement().setAttribute("role", "status");
    compare.addThemeVariants(ButtonVariant.LUMO_SMALL);
    compare.addClickListener(click -> actions.compare(grid.toCompare()));
    detail.addClassName("selected-plan");
    Header header = new Header(new Div(new H3("Plans")), compare);
    header.addClassName("with-button");
    add(header, new AxisFields(state, this::lookAlong), chart, kept, grid, detail);
    grid.show(plans);
    select(plans.get(state.plan()));
    grid.asSingleSelect()
        .addValueChangeListener(
            change -> {
              if (change.getValue() == null) {
                grid.select(plans.get(state.plan()));
              } else if (change.getValue().place() != state.plan()) {
                state = state.withPlan(change.getValue().place());
                select(change.getValue());
                actions.look(state);
              }
            });
    say();
    chooseToCompare();
  }

  /** Rows and points of other axes and limits. */
  private void lookAlong(ExplorerState axes) {
    state = axes.withPlan(state.plan());
    chart.show(new PlanScatter(plans, state).chart());
    say();
    actions.look(state);
  }

  private Optional<PlanRow> plan(String id) {
    return plans.stream().filter(it -> PlanScatter.id(it).equals(id)).findFirst();
  }

  private void select(PlanRow row) {
    grid.select(row);
    grid.scrollToItem(row);
    chart.select(Set.of(PlanScatter.id(row)));
    detail.removeAll();
    detail.add(new PlanDetail(row, actions));
  }

  private void say() {
    PlanScatter scatter = new PlanScatter(plans, state);
    int hidden = plans.size() - scatter.placed().size();
    long possible = plans.stream().filter(it -> scatter.reason(it).isEmpty()).count();
    String limits =
        state.limits().isEmpty()
            ? ""
            : "%d of %d plans keep the limits. ".formatted(possible, plans.size());
    String unknown =
        hidden == 0 ? "" : "%d are not drawn: a figure of theirs is not known. ".formatted(hidden);
    kept.setText(
        limits + unknown + "The line joins plans of which none is better in both figures.");
  }

  private void chooseToCompare() {
    int chosen = grid.toCompare().size();
    compare.setText(chosen == 0 ? "Compare" : "Compare " + chosen + " plans");
    compare.setEnabled(chosen >= 2 && chosen <= MOST_COMPARED);
    compare.setTooltipText("Tick two to four plans in the table");
  }
}
