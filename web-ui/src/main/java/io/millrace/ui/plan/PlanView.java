package io.millrace.ui.plan;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import io.millrace.model.input.Parsed;
import io.millrace.scenarios.Question;
import io.millrace.ui.export.ExportDialog;
import io.millrace.ui.runs.FullQueueException;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.VisitorRuns;
import io.millrace.ui.whatif.Turned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Plans a scenario: its editor beside the search and its answer. A run's id in the address shows
 * that run; without one the worked example is there.
 */
@Route("plan")
@RouteAlias("")
@RouteAlias("plan/:" + PlanView.RUN)
@PageTitle("Plan")
@Menu(title = "Plan", order = 0, icon = "vaadin:sliders")
@StyleSheet("context://millrace/plan.css")
@StyleSheet("context://millrace/whatif.css")
public final class PlanView extends Main implements BeforeEnterObserver {
  static final String RUN = "run";

  private final VisitorRuns runs;
  private final ScenarioEditor editor = new ScenarioEditor(this::edited);
  private final Button plan = new Button("Plan", VaadinIcon.PLAY.create());
  private final Paragraph stale =
      new Paragraph("The scenario was changed since: plan to see its answer.");
  private final Paragraph problem = new Paragraph();
  private final RunPanel panel;
  private ExplorerState look = ExplorerState.START;
  private Turned turned = Turned.NONE;
  private Runnable unlisten = () -> {};

  /** Shows the visitor's runs, one at a time. */
  public PlanView(VisitorRuns runs) {
    this.runs = runs;
    panel = new RunPanel(runs::cancel, new Actions());
    addClassName("plan-view");
    plan.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    plan.addClickListener(click -> ask());
    plan.addClickShortcut(Key.ENTER, KeyModifier.CONTROL);
    plan.setTooltipText("Ctrl+Enter");
    stale.addClassName("stale");
    problem.addClassName("error");
    problem.getElement().setAttribute("role", "alert");
    editor.addAction(plan);
    // Texts and fields have an undo of their own, which is left to them.
    String elsewhere =
        "!event.target.closest('textarea, input') && (event.ctrlKey || event.metaKey)";
    String taken = " && (event.preventDefault(), true)";
    getElement()
        .addEventListener("keydown", event -> editor.undo())
        .setFilter(elsewhere + " && !event.shiftKey && event.key === 'z'" + taken);
    getElement()
        .addEventListener("keydown", event -> editor.redo())
        .setFilter(
            elsewhere + " && (event.key === 'y' || event.shiftKey && event.key === 'Z')" + taken);
    Div question = new Div(problem, editor);
    question.addClassName("question-side");
    Div answer = new Div(stale, panel);
    answer.addClassName("answer-side");
    add(question, answer);
    say(Optional.empty());
    edited();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    turned =
        event
            .getLocation()
            .getQueryParameters()
            .getSingleParameter(Turned.PARAMETER)
            .map(Turned::of)
            .orElse(Turned.NONE);
    panel.start(turned);
    open(
        event.getRouteParameters().get(RUN),
        ExplorerState.of(event.getLocation().getQueryParameters()));
  }

  /** Shows the run of an id, or the worked example. */
  void open(Optional<String> id, ExplorerState state) {
    say(Optional.empty());
    if (id.isEmpty()) {
      opened(WorkedExample.of(runs), state);
      return;
    }
    id.flatMap(PlanView::uuid)
        .flatMap(runs::find)
        .ifPresentOrElse(
            run -> opened(run, state),
            () -> say(Optional.of("There is no run of this address: it may have been removed.")));
  }

  private void opened(Run run, ExplorerState state) {
    look = state;
    editor.show(run.question());
    panel.show(run, state);
    edited();
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void ask() {
    if (!(editor.scenario() instanceof Parsed.Valid<Question> valid)) {
      return;
    }
    say(Optional.empty());
    // Who asks for something else has no use for the rest.
    panel.shown().filter(run -> !run.state().isFinal()).ifPresent(run -> runs.cancel(run.id()));
    trying(() -> runs.ask(RunKind.PLANNING, valid.value().name(), editor.text()))
        .ifPresent(
            run -> {
              look = ExplorerState.START;
              turned = Turned.NONE;
              panel.start(turned);
              panel.show(run, look);
              edited();
              UI.getCurrent().getPage().getHistory().pushState(null, "plan/" + run.id());
            });
  }

  private Optional<Run> trying(Supplier<Run> question) {
    try {
      return Optional.of(question.get());
    } catch (FullQueueException e) {
      say(Optional.ofNullable(e.getMessage()));
      return Optional.empty();
    }
  }

  private void edited() {
    plan.setEnabled(editor.scenario() instanceof Parsed.Valid<Question>);
    stale.setVisible(
        panel.shown().filter(run -> !run.question().equals(editor.text())).isPresent());
  }

  private void say(Optional<String> what) {
    problem.setText(what.orElse(""));
    problem.setVisible(what.isPresent());
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    SerializableConsumer<Run> news = attached.getUI().accessLater(this::heard, () -> {});
    unlisten = runs.listen(news::accept);
    // What ended before somebody listened gives no news.
    panel.shown().flatMap(run -> runs.find(run.id())).ifPresent(this::heard);
  }

  @Override
  protected void onDetach(DetachEvent detached) {
    unlisten.run();
  }

  private void heard(Run run) {
    panel
        .shown()
        .filter(it -> it.id().equals(run.id()) && !it.state().isFinal())
        .ifPresent(it -> panel.show(run));
  }

  /** What visitors do with the plans of the run that is shown. */
  private final class Actions implements PlanActions {
    @Override
    public void look(ExplorerState state) {
      look = state;
      address();
    }

    @Override
    public void turn(Turned other) {
      turned = other;
      address();
    }

    private void address() {
      String knobs = turned.isNone() ? "" : Turned.PARAMETER + "=" + turned.text();
      String query =
          Stream.of(look.query(), knobs)
              .filter(it -> !it.isEmpty())
              .collect(Collectors.joining("&"));
      panel
          .shown()
          .ifPresent(
              run ->
                  UI.getCurrent()
                      .getPage()
                      .getHistory()
                      .replaceState(
                          null, "plan/" + run.id() + (query.isEmpty() ? "" : "?" + query)));
    }

    @Override
    public void detail(PlanRow plan) {
      Optional<Run> asked = panel.shown();
      if (asked.isEmpty()) {
        return;
      }
      String scenario = new ScenarioText(asked.get().question()).withPlan(plan.plan()).text();
      String title = asked.get().title() + ", " + plan.label();
      trying(() -> runs.ask(RunKind.SIMULATION, title, scenario))
          .ifPresent(run -> UI.getCurrent().navigate("detail/" + run.id()));
    }

    @Override
    public void export(PlanRow plan) {
      panel
          .shown()
          .ifPresent(
              run -> {
                ScenarioText asked = new ScenarioText(run.question()).withPlan(plan.plan());
                export("plan " + plan.label(), asWritten(asked, plan).text());
              });
    }

    @Override
    public void export(JsonNode plan) {
      panel
          .shown()
          .ifPresent(
              run -> export(run.title(), new ScenarioText(run.question()).withPlan(plan).text()));
    }

    private void export(String title, String scenario) {
      new ExportDialog(title, scenario).open();
    }

    /** A search may have chosen other devices and another precision than the question's. */
    private ScenarioText asWritten(ScenarioText scenario, PlanRow plan) {
      ScenarioText text = scenario;
      if (text.devices().orElse(plan.devices()) != plan.devices()) {
        text = text.withDevices(plan.devices());
      }
      List<String> precision = List.of("workload", "precision");
      return text.at(precision).asString("").equals(plan.precision())
          ? text
          : text.with(precision, StringNode.valueOf(plan.precision()));
    }

    @Override
    public void compare(List<PlanRow> plans) {
      panel
          .shown()
          .ifPresent(
              run ->
                  UI.getCurrent()
                      .navigate(
                          "compare",
                          QueryParameters.full(
                              Map.of(
                                  "plan",
                                  plans.stream()
                                      .map(it -> run.id() + ":" + it.place())
                                      .toArray(String[]::new)))));
    }
  }
}
