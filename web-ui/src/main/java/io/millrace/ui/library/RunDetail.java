package io.millrace.ui.library;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.report.SimulationReport;
import io.millrace.scenarios.ScenarioRun;
import io.millrace.ui.figures.MemoryChart;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Everything about one run: the question, the figures, where they come from. */
final class RunDetail extends Section {
  private static final int REASONS = 3;

  private final LibraryRun run;

  RunDetail(LibraryRun run, Runnable close) {
    this.run = run;
    addClassName("detail");
    getElement().setAttribute("aria-label", run.entry().name());
    add(header(close), question(), new Paragraph(run.entry().summary()));
    if (!run.entry().remarks().isEmpty()) {
      add(note(run.entry().remarks()));
    }
    run.known()
        .ifPresentOrElse(
            outcome -> {
              switch (outcome) {
                case Parsed.Valid<ScenarioRun> valid -> show(valid.value().report());
                case Parsed.Invalid<ScenarioRun> invalid -> add(failure(invalid.issues()));
              }
            },
            () -> add(waiting()));
    add(folded("Scenario file", new Pre(run.entry().text())));
  }

  LibraryRun run() {
    return run;
  }

  private Component header(Runnable close) {
    Button button = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> close.run());
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    button.setAriaLabel("Close the details");
    return new Header(new H2(run.entry().name()), button);
  }

  private Component question() {
    RunTexts texts = new RunTexts(run);
    Paragraph question =
        new Paragraph(
            "%s, %s · %s × %s · %s"
                .formatted(
                    texts.model().text(),
                    texts.model().remark(),
                    texts.devices().text(),
                    texts.devices().remark(),
                    texts.plan().text()));
    question.addClassName("question");
    question.setVisible(run.readScenario().isPresent());
    return question;
  }

  private static Component waiting() {
    ProgressBar progress = new ProgressBar();
    progress.setIndeterminate(true);
    return new Div(new Paragraph("Simulating this scenario."), progress);
  }

  private static Component failure(List<Issue> issues) {
    List<String> lines = issues.stream().map(Issue::toString).toList();
    return callout("Not simulated", lines);
  }

  private void show(SimulationReport report) {
    if (!report.feasible()) {
      add(callout("Does not fit", shortened(report.reasons())));
      add(note("The figures below are those of a device with enough memory."));
    }
    add(new FigureTable(report), new BreakdownChart(report), new MemoryChart(report.memory()));
    add(new H3("Assumed, as the scenario does not say"));
    add(
        report.assumptions().isEmpty()
            ? new Paragraph("Nothing.")
            : list(report.assumptions().stream().map(Object::toString).toList()));
    add(folded("Cost parameters", list(report.provenance().calibration())));
  }

  private static List<String> shortened(List<String> reasons) {
    if (reasons.size() <= REASONS) {
      return reasons;
    }
    List<String> few = new ArrayList<>(reasons.subList(0, REASONS));
    few.add("and %d more stages".formatted(reasons.size() - REASONS));
    return few;
  }

  private static Component callout(String title, List<String> lines) {
    Div callout = new Div(new H3(title), list(lines));
    callout.addClassName("callout");
    callout.getElement().setAttribute("role", "note");
    return callout;
  }

  private static UnorderedList list(List<String> lines) {
    Stream<ListItem> items = lines.stream().map(ListItem::new);
    return new UnorderedList(items.toArray(ListItem[]::new));
  }

  private static Paragraph note(String text) {
    Paragraph note = new Paragraph(text);
    note.addClassName("note");
    return note;
  }

  private static NativeDetails folded(String title, Component content) {
    NativeDetails details = new NativeDetails(title, content);
    details.addClassName("folded");
    return details;
  }
}
