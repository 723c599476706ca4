package io.millrace.ui.offer;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Scenario;
import io.millrace.ui.figures.CopyButton;
import io.millrace.ui.figures.IssueList;
import io.millrace.ui.runs.FullQueueException;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.ScenarioTexts;
import io.millrace.ui.runs.VisitorRuns;
import java.util.List;

/**
 * A scenario's text, with a button that simulates it and opens what it finds. Where the scenario
 * has no plan, or cannot be read, it says why there is nothing to simulate.
 */
public final class ScenarioOffer extends Section {
  private static final String DETAIL = "detail/";

  private final VisitorRuns runs;
  private final IssueList issues = new IssueList();

  /** Offers a scenario in YAML. */
  public ScenarioOffer(VisitorRuns runs, String title, String yaml) {
    this.runs = runs;
    addClassName("scenario-offer");
    getElement().setAttribute("aria-label", "Scenario of " + title);
    Button open = new Button("Open as scenario", VaadinIcon.PLAY.create());
    open.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
    open.addClickListener(click -> open(title, yaml));
    Div actions = new Div(open, new CopyButton("Copy YAML", yaml));
    actions.addClassName("actions");
    Pre text = new Pre(yaml);
    text.getElement().setAttribute("tabindex", "0");
    text.getElement().setAttribute("role", "region");
    text.getElement().setAttribute("aria-label", "The scenario as YAML");
    NativeDetails details = new NativeDetails("YAML");
    details.setContent(text);
    add(actions, issues, details);
    String whyNot = whyNot(yaml);
    open.setEnabled(whyNot.isEmpty());
    if (!whyNot.isEmpty()) {
      Paragraph note = new Paragraph(whyNot);
      note.addClassName("note");
      addComponentAtIndex(1, note);
    }
  }

  private static String whyNot(String yaml) {
    return switch (new ScenarioTexts().read(yaml)) {
      case Parsed.Valid<Scenario> valid when valid.value().plan().isPresent() -> "";
      case Parsed.Valid<Scenario> _ -> "It has no plan to simulate.";
      case Parsed.Invalid<Scenario> invalid ->
          "It cannot be simulated here: " + invalid.issues().getFirst();
    };
  }

  private void open(String title, String yaml) {
    try {
      Run run = runs.ask(RunKind.SIMULATION, title, yaml);
      UI.getCurrent().navigate(DETAIL + run.id());
    } catch (FullQueueException e) {
      issues.show(List.of(Issue.of(Issue.WHOLE, String.valueOf(e.getMessage()))));
    }
  }
}
