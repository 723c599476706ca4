package io.millrace.ui.plan;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.SerializableRunnable;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.input.Parsed;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.streams.StreamScenario;
import io.millrace.scenarios.Question;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.IssueList;
import io.millrace.ui.figures.Units;
import io.millrace.ui.runs.ScenarioTexts;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * A scenario to be typed or picked: its text is what counts, the pickers write into it. What is
 * wrong with it is said while it is typed.
 */
final class ScenarioEditor extends Section {
  private static final int PAUSE_MILLIS = 300;

  /** One at a time, so that typing does not slow searches down. */
  private static final ExecutorService CHECKS =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("fit-check").factory());

  private final ScenarioTexts texts = new ScenarioTexts();
  private final ScenarioPickers pickers;
  private final WorkloadFields fields;
  private final EditHistory history = new EditHistory();
  private final Button undo = new Button(VaadinIcon.ARROW_BACKWARD.create());
  private final Button redo = new Button(VaadinIcon.ARROW_FORWARD.create());
  private final Span fit = new Span();
  private volatile int readings;
  private final TextArea text = new TextArea("Scenario, as YAML");
  private final Div verdict = new Div();
  private final Span light = new Span();
  private final IssueList issues = new IssueList();
  private final SerializableRunnable changed;
  private Parsed<Question> scenario;

  /** Tells when the scenario is another. */
  ScenarioEditor(SerializableRunnable changed) {
    this.changed = changed;
    pickers = new ScenarioPickers(this::change);
    fields = new WorkloadFields(this::change);
    addClassName("scenario-editor");
    getElement().setAttribute("aria-label", "Scenario");
    text.addClassName("scenario-text");
    text.getElement().setAttribute("spellcheck", "false");
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.setValueChangeTimeout(PAUSE_MILLIS);
    text.addValueChangeListener(
        change -> {
          history.remember(text());
          read();
          this.changed.run();
        });
    light.getElement().setAttribute("role", "status");
    scenario = texts.question("");
    verdict.addClassName("verdict");
    verdict.add(new Div(light, fit), steps());
    fit.getElement().setAttribute("role", "status");
    add(pickers, fields, verdict, issues, text);
    read();
  }

  private Div steps() {
    undo.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    undo.setAriaLabel("Undo");
    undo.setTooltipText("Undo, Ctrl+Z outside of a text");
    undo.addClickListener(click -> undo());
    redo.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    redo.setAriaLabel("Redo");
    redo.setTooltipText("Redo, Ctrl+Y outside of a text");
    redo.addClickListener(click -> redo());
    Div steps = new Div(undo, redo);
    steps.addClassName("edit-history");
    return steps;
  }

  /** Takes the last change back, if there is one. */
  void undo() {
    if (history.canUndo()) {
      text.setValue(history.undo());
    }
  }

  /** Makes a change again that was taken back, if there is one. */
  void redo() {
    if (history.canRedo()) {
      text.setValue(history.redo());
    }
  }

  private void change(UnaryOperator<ScenarioText> how) {
    text.setValue(how.apply(new ScenarioText(text())).text());
  }

  /** Places something to do with the scenario beside what is said of it. */
  void addAction(Component action) {
    verdict.addComponentAsFirst(action);
  }

  /** Shows another scenario. */
  void show(String yaml) {
    text.setValue(yaml);
  }

  /** The text as it is now. */
  String text() {
    return text.getValue();
  }

  /** What it says, or what is wrong with it. */
  Parsed<Question> scenario() {
    return scenario;
  }

  private void read() {
    scenario = texts.question(text());
    issues.show(scenario.issues());
    pickers.follow(new ScenarioText(text()));
    fields.follow(new ScenarioText(text()), scenario.issues());
    undo.setEnabled(history.canUndo());
    redo.setEnabled(history.canRedo());
    checkFit();
    switch (scenario) {
      case Parsed.Valid<Question> valid -> light("good", says(valid.value()));
      case Parsed.Invalid<Question> invalid ->
          light("bad", count(invalid.issues().size()) + ", see below");
    }
  }

  /** The check takes a moment: the page does not wait for it, and only the latest counts. */
  private void checkFit() {
    readings++;
    fit.setText("");
    fit.setClassName("fit");
    UI page = UI.getCurrent();
    if (page == null
        || !(scenario instanceof Parsed.Valid<Question>(Question.Training(Scenario training)))) {
      return;
    }
    int reading = readings;
    Units units = Units.current();
    SerializableConsumer<FitCheck> tell =
        page.accessLater(
            (FitCheck it) -> {
              if (reading == readings) {
                fit.setText(it.says());
                fit.setClassName(it.good() ? "fit good" : "fit bad");
              }
            },
            () -> {});
    CHECKS.execute(
        () -> {
          if (reading == readings) {
            FitCheck.of(training, units).ifPresent(tell::accept);
          }
        });
  }

  private void light(String kind, String says) {
    light.setClassName("light " + kind);
    light.setText(says);
  }

  private static String says(Question question) {
    return switch (question) {
      case Question.Training(Scenario it) -> says(it.model().name(), it.cluster());
      case Question.PostTraining(PostTrainingScenario it) ->
          says(it.workload().dataflow().placed().size() + " calls", it.cluster());
      case Question.Streams(StreamScenario it) -> says("streams", it.cluster());
    };
  }

  private static String says(String what, Cluster cluster) {
    return "Reads: %s on %s × %s"
        .formatted(what, Numbers.whole(cluster.devices()), cluster.device().name());
  }

  private static String count(int issues) {
    return issues == 1 ? "1 issue" : issues + " issues";
  }
}
