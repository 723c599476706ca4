package io.millrace.ui.history;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunState;

/** How far a run is, and why it failed where it did. */
final class StateCell extends Div {
  private final ProgressBar progress = new ProgressBar();
  private final Span note = new Span();

  StateCell(Run run) {
    Span state = new Span(run.state().key());
    state.addClassNames("badge", run.state().key());
    progress.getElement().setAttribute("aria-label", "Progress of " + run.title());
    note.addClassName("cell-remark");
    addClassName("cell");
    add(state, progress, note);
    goOn(run);
  }

  /** Shows how a run of the same state has gone on. */
  void goOn(Run run) {
    progress.setVisible(run.state() == RunState.RUNNING);
    progress.setIndeterminate(run.share() == 0);
    progress.setValue(run.share());
    note.setVisible(run.state() == RunState.RUNNING || run.state() == RunState.FAILED);
    note.setText(note.isVisible() ? run.note() : "");
    note.setTitle(note.getText());
  }
}
