package io.millrace.ui.plan;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.function.SerializableConsumer;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.CopyButton;
import io.millrace.ui.figures.IssueList;
import io.millrace.ui.posttraining.PlacementPanel;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.ScenarioTexts;
import io.millrace.ui.whatif.Turned;
import io.millrace.ui.whatif.WhatIfPanel;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A run: how far it is as long as it works, then what came of it. */
final class RunPanel extends Section {
  private final Span state = new Span();
  private final H2 title = new H2();
  private final Header header = new Header();
  private final ProgressBar progress = new ProgressBar();
  private final Paragraph note = new Paragraph();
  private final Button cancel = new Button("Cancel");
  private final Div result = new Div();
  private final SearchPanel search = new SearchPanel();
  private final PlanActions actions;
  private ExplorerState look = ExplorerState.START;
  private Turned turned = Turned.NONE;
  private Optional<Run> shown = Optional.empty();

  /** Tells which run is to be cancelled, and what is done with the plans of an answer. */
  RunPanel(SerializableConsumer<UUID> onCancel, PlanActions actions) {
    this.actions = actions;
    addClassName("run-panel");
    getElement().setAttribute("aria-label", "Run");
    state.addClassName("badge");
    cancel.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_SMALL);
    cancel.addClickListener(
        click -> {
          cancel.setEnabled(false);
          shown.ifPresent(run -> onCancel.accept(run.id()));
        });
    note.addClassNames("note", "run-note");
    note.getElement().setAttribute("role", "status");
    progress.getElement().setAttribute("aria-label", "Share of the plans that are decided");
    header.addClassName("with-button");
    header.add(new Div(title, state), cancel, CopyButton.ofAddress("Copy link"));
    add(header, progress, note, search, result);
    setVisible(false);
  }

  /** The run that is shown. */
  Optional<Run> shown() {
    return shown;
  }

  /** Where knobs stand in the answers that are shown next. */
  void start(Turned knobs) {
    turned = knobs;
  }

  /** Shows a run whose plans are looked at in some way. */
  void show(Run run, ExplorerState how) {
    look = how;
    shown = Optional.empty();
    show(run);
  }

  /** Shows a run, or how the shown one has gone on. */
  void show(Run run) {
    boolean another = shown.isEmpty() || !shown.get().id().equals(run.id());
    shown = Optional.of(run);
    setVisible(true);
    title.setText(run.title());
    state.setText(run.state().key());
    state.setClassName("badge " + run.state().key());
    boolean atWork = !run.state().isFinal();
    cancel.setVisible(atWork);
    cancel.setEnabled(another || cancel.isEnabled());
    progress.setVisible(atWork);
    progress.setIndeterminate(run.share() == 0);
    progress.setValue(run.share());
    note.setText(note(run));
    note.setVisible(!note.getText().isEmpty());
    search.show(atWork ? run.search() : Optional.empty());
    if (another || !atWork) {
      result.removeAll();
      run.answer().map(answer -> answer(run.kind(), run.question(), answer)).ifPresent(result::add);
    }
  }

  private static String note(Run run) {
    return switch (run.state()) {
      case QUEUED -> "waits for its turn";
      case RUNNING -> run.note().isEmpty() ? "starts" : run.note();
      case DONE -> "";
      case FAILED -> run.note();
      case CANCELLED ->
          run.answer().isPresent()
              ? "cancelled at %s; what was found until then:".formatted(percent(run))
              : "cancelled before anything was found";
      case INTERRUPTED -> "the server ended while it was at work; plan again to have its answer";
    };
  }

  private static String percent(Run run) {
    return Numbers.percent(run.share());
  }

  /** Where a training scenario was searched and plans were found. */
  private Optional<WhatIfPanel> whatIf(String question, PlanAnswer answer) {
    if (!(new ScenarioTexts().read(question)
        instanceof Parsed.Valid<Scenario>(Scenario scenario))) {
      return Optional.empty();
    }
    List<TrainingPlan> good = PlansOfAnswer.read(answer, scenario);
    return good.isEmpty()
        ? Optional.empty()
        : Optional.of(new WhatIfPanel(scenario, good, turned, actions::turn));
  }

  private Component answer(RunKind kind, String question, String json) {
    if (kind != RunKind.PLANNING) {
      return new Pre(json);
    }
    Optional<Component> placements = PlacementPanel.of(json, actions::export);
    if (placements.isPresent()) {
      return placements.get();
    }
    return switch (PlanAnswer.read(json)) {
      case Parsed.Valid<PlanAnswer> valid ->
          new AnswerPanel(valid.value(), look, actions, whatIf(question, valid.value()));
      case Parsed.Invalid<PlanAnswer> invalid -> {
        IssueList issues = new IssueList();
        issues.show(invalid.issues());
        yield issues;
      }
    };
  }
}
