package io.millrace.ui.sweeps;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.scenarios.sweep.SweepRun;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.DataTable;
import io.millrace.ui.figures.IssueList;
import io.millrace.ui.runs.FullQueueException;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.RunState;
import io.millrace.ui.runs.VisitorRuns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The sweeps that there are, and a way to start one. */
@Route(SweepsView.SWEEPS)
@PageTitle("Sweeps")
@Menu(title = "Sweeps", order = 25, icon = "vaadin:grid-small-o")
@StyleSheet("context://millrace/sweeps.css")
public final class SweepsView extends Main {
  static final String SWEEPS = "sweeps";

  private static final int RECENT = 5;

  private final SweepFolders folders;
  private final VisitorRuns runs;
  private final Div list = new Div();
  private final Div underWay = new Div();
  private final TextArea text = new TextArea("Sweep, as YAML");
  private final IssueList issues = new IssueList();
  private Runnable unlisten = () -> {};

  /** Lists sweeps; where there is none yet, the example is started. */
  public SweepsView(SweepFolders folders, VisitorRuns runs) {
    this.folders = folders.ofOwner(runs.owner());
    this.runs = runs;
    addClassName("sweeps-view");
    text.addClassName("sweep-text");
    text.getElement().setAttribute("spellcheck", "false");
    text.setValue(example());
    Button start = new Button("Start", VaadinIcon.PLAY.create(), click -> start());
    start.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    Paragraph bound =
        new Paragraph(
            "A scenario and what varies in it, at most %s points here; ./millrace sweep takes any number."
                .formatted(Numbers.whole(SweepTexts.MOST_POINTS)));
    bound.addClassName("note");
    Section another = new Section(new H2("Start another"), bound, text, issues, start);
    add(new H2("Sweeps"), list, underWay, another);
    if (folders.all().isEmpty() && asked().isEmpty()) {
      start();
    }
    refresh();
  }

  /** The text of the sweep that ships. */
  static String example() {
    try (InputStream in = SweepsView.class.getResourceAsStream("example.yaml")) {
      if (in == null) {
        throw new IllegalStateException("example.yaml is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Run> asked() {
    return runs.all().stream().filter(it -> it.kind() == RunKind.SWEEP).toList();
  }

  private void start() {
    switch (SweepTexts.read(text.getValue())) {
      case Parsed.Invalid<SweepRun> invalid -> issues.show(invalid.issues());
      case Parsed.Valid<SweepRun> valid -> {
        issues.show(List.of());
        try {
          runs.ask(RunKind.SWEEP, valid.value().name(), text.getValue());
        } catch (FullQueueException e) {
          issues.show(List.of(Issue.of(Issue.WHOLE, String.valueOf(e.getMessage()))));
        }
        refresh();
      }
    }
  }

  private void refresh() {
    list.removeAll();
    List<SweepFolders.Stored> stored = folders.all();
    if (stored.isEmpty()) {
      list.add(note("None has rows yet."));
    } else {
      DataTable table = new DataTable("Sweeps").heads(List.of("Sweep", "Axes", "Rows written"));
      stored.forEach(it -> table.row(List.of(link(it)), cells(it)));
      list.add(table);
    }
    underWay.removeAll();
    asked().stream()
        .filter(it -> it.state() != RunState.DONE)
        .limit(RECENT)
        .forEach(it -> underWay.add(runRow(it)));
  }

  private static Component link(SweepFolders.Stored stored) {
    return new RouterLink(
        stored.sweep().name().isEmpty() ? stored.id() : stored.sweep().name(),
        SweepView.class,
        stored.id());
  }

  private static List<Component> cells(SweepFolders.Stored stored) {
    String written =
        stored.sweep().isComplete()
            ? "all"
            : "%d of %d parts".formatted(stored.sweep().files().size(), stored.sweep().chunks());
    return List.of(new Span(String.valueOf(stored.sweep().axes().size())), new Span(written));
  }

  private Component runRow(Run run) {
    Span state = new Span(run.state().key());
    state.addClassNames("badge", run.state().key());
    Div row = new Div(new Div(new Span(run.title()), state, new Span(run.note())));
    row.addClassNames("with-button", "sweep-run");
    if (!run.state().isFinal()) {
      ProgressBar bar = new ProgressBar();
      bar.setIndeterminate(run.share() == 0);
      bar.setValue(Math.min(1, run.share()));
      bar.getElement().setAttribute("aria-label", "Share of the rows that are written");
      Button cancel = new Button("Cancel", click -> runs.cancel(run.id()));
      cancel.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_SMALL);
      row.add(bar, cancel);
    } else {
      Button again = new Button("Go on", click -> goOn(run));
      again.addThemeVariants(ButtonVariant.LUMO_SMALL);
      row.add(again);
    }
    return row;
  }

  private void goOn(Run run) {
    runs.again(run.id());
    runs.remove(run.id());
    refresh();
  }

  private static Paragraph note(String says) {
    Paragraph note = new Paragraph(says);
    note.addClassName("note");
    return note;
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    SerializableConsumer<Run> news = attached.getUI().accessLater(run -> refresh(), () -> {});
    unlisten =
        runs.listen(
            run -> {
              if (run.kind() == RunKind.SWEEP) {
                news.accept(run);
              }
            });
    refresh();
  }

  @Override
  protected void onDetach(DetachEvent detached) {
    unlisten.run();
  }
}
