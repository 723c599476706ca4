package io.millrace.ui.compare;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.millrace.model.input.Parsed;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.figures.CopyButton;
import io.millrace.ui.plan.PlanAnswer;
import io.millrace.ui.plan.PlanBreakdowns;
import io.millrace.ui.plan.PlanRow;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.RunState;
import io.millrace.ui.runs.VisitorRuns;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans side by side: figures, choices that differ, where the time goes. */
@Route("compare")
@PageTitle("Compare")
@Menu(title = "Compare", order = 2, icon = "vaadin:scale")
@StyleSheet("context://millrace/compare.css")
public final class CompareView extends Main implements BeforeEnterObserver {
  private static final String PLAN = "plan";
  private static final int MOST = 4;

  private final VisitorRuns runs;

  /** Compares plans that the visitor's runs found. */
  public CompareView(VisitorRuns runs) {
    this.runs = runs;
    addClassName("compare-view");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    open(event.getLocation().getQueryParameters().getParameters(PLAN));
  }

  /** Shows the plans of some references. */
  void open(List<String> references) {
    removeAll();
    List<Compared> plans = new ArrayList<>();
    boolean lost = false;
    for (String text : new LinkedHashSet<>(references)) {
      Optional<Compared> plan =
          PlanReference.of(text).flatMap(it -> compared(it, (char) ('A' + plans.size())));
      lost |= plan.isEmpty();
      plan.filter(it -> plans.size() < MOST).ifPresent(plans::add);
    }
    Header header = new Header(new Div(new H2("Plans side by side")), copyLink());
    header.addClassName("with-button");
    add(header);
    if (lost) {
      Paragraph problem = new Paragraph("A plan of this address is not there any more.");
      problem.addClassName("error");
      problem.getElement().setAttribute("role", "alert");
      add(problem);
    }
    if (!plans.isEmpty()) {
      add(chosen(plans));
    }
    if (plans.size() < 2) {
      Paragraph note =
          new Paragraph(
              "Choose two to four plans: here, or by ticking them in the table of an answer.");
      note.addClassName("note");
      add(note);
    }
    if (plans.size() < MOST) {
      add(new PlanAdder(answered(), this::found, it -> go(plans, Optional.of(it))));
    }
    if (plans.size() >= 2) {
      add(new H3("Figures"), new FigureComparison(plans));
      add(
          new Chart(
              PlanBreakdowns.of(
                  "Where the time goes",
                  plans.stream().map(Compared::name).toList(),
                  plans.stream().map(Compared::row).toList())));
      add(new ChoiceComparison(plans));
    }
  }

  private static CopyButton copyLink() {
    return CopyButton.ofAddress("Copy link");
  }

  private UnorderedList chosen(List<Compared> plans) {
    UnorderedList list = new UnorderedList();
    list.addClassName("compared");
    for (Compared plan : plans) {
      String place = plan.reference().place() == 0 ? "" : "?plan=" + plan.reference().place();
      Anchor open =
          new Anchor("plan/" + plan.reference().run() + place, plan.name() + " of " + plan.title());
      Button remove = new Button("Remove");
      remove.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
      remove.setAriaLabel("Remove " + plan.name());
      remove.addClickListener(
          click -> go(plans.stream().filter(it -> it != plan).toList(), Optional.empty()));
      list.add(new ListItem(open, remove));
    }
    return list;
  }

  private void go(List<Compared> plans, Optional<PlanReference> another) {
    List<String> references =
        new ArrayList<>(plans.stream().map(it -> it.reference().text()).toList());
    another.map(PlanReference::text).ifPresent(references::add);
    UI.getCurrent()
        .navigate(
            "compare",
            new QueryParameters(references.isEmpty() ? Map.of() : Map.of(PLAN, references)));
  }

  private List<Run> answered() {
    return runs.all().stream()
        .filter(it -> it.kind() == RunKind.PLANNING)
        .filter(it -> it.state() == RunState.DONE || it.state() == RunState.CANCELLED)
        .toList();
  }

  private Optional<Compared> compared(PlanReference reference, char letter) {
    return runs.find(reference.run())
        .flatMap(
            run ->
                plans(run).stream()
                    .filter(row -> row.place() == reference.place())
                    .findFirst()
                    .map(
                        row ->
                            new Compared(
                                reference, letter + ": " + row.label(), run.title(), row)));
  }

  /** Lists of runs come without their answers. */
  private List<PlanRow> found(Run run) {
    return runs.find(run.id()).map(CompareView::plans).orElse(List.of());
  }

  private static List<PlanRow> plans(Run run) {
    return run.kind() == RunKind.PLANNING
            && run.answer().isPresent()
            && PlanAnswer.read(run.answer().get()) instanceof Parsed.Valid<PlanAnswer> valid
        ? valid.value().plans()
        : List.of();
  }
}
