package io.millrace.ui.detail;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.SerializableRunnable;
import io.millrace.ui.figures.CopyButton;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunState;
import java.util.Optional;
import java.util.UUID;

/** Which run it is and how far it is. */
final class RunHeader extends Section {
  private final H2 title = new H2();
  private final Span state = new Span();
  private final Button cancel = new Button("Cancel");
  private final Anchor scenario = new Anchor("", "Open the scenario");
  private final Button export = new Button("Export");
  private final ProgressBar progress = new ProgressBar();
  private final Paragraph note = new Paragraph();
  private Optional<UUID> shown = Optional.empty();

  /** Tells which run is to be cancelled, and when the files of the plan are wanted. */
  RunHeader(SerializableConsumer<UUID> onCancel, SerializableRunnable onExport) {
    export.addThemeVariants(ButtonVariant.LUMO_SMALL);
    export.addClickListener(click -> onExport.run());
    addClassName("run-panel");
    getElement().setAttribute("aria-label", "Run");
    cancel.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_SMALL);
    cancel.addClickListener(
        click -> {
          cancel.setEnabled(false);
          shown.ifPresent(onCancel::accept);
        });
    note.addClassNames("note", "run-note");
    note.getElement().setAttribute("role", "status");
    progress.getElement().setAttribute("aria-label", "How far the simulation is");
    Header header =
        new Header(
            new Div(title, state), cancel, scenario, export, CopyButton.ofAddress("Copy link"));
    header.addClassName("with-button");
    add(header, progress, note);
    setVisible(false);
  }

  /** Shows a run, or how the shown one has gone on. */
  void show(Run run) {
    if (shown.filter(run.id()::equals).isEmpty()) {
      cancel.setEnabled(true);
    }
    shown = Optional.of(run.id());
    setVisible(true);
    title.setText(run.title());
    state.setText(run.state().key());
    state.setClassName("badge " + run.state().key());
    scenario.setHref("plan/" + run.id());
    boolean atWork = !run.state().isFinal();
    cancel.setVisible(atWork);
    export.setVisible(run.state() == RunState.DONE);
    progress.setVisible(atWork);
    progress.setIndeterminate(run.share() == 0);
    progress.setValue(run.share());
    note.setText(note(run));
    note.setVisible(!note.getText().isEmpty());
  }

  private static String note(Run run) {
    return switch (run.state()) {
      case QUEUED -> "waits for its turn";
      case RUNNING -> run.note().isEmpty() ? "simulating an iteration" : run.note();
      case DONE -> "";
      case FAILED -> run.note();
      case CANCELLED -> "cancelled before it ended";
      case INTERRUPTED -> "the server ended while it was at work; ask again to have its answer";
    };
  }
}
