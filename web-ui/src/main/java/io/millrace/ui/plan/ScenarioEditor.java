package io.millrace.ui.plan;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableRunnable;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.input.Parsed;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.streams.StreamScenario;
import io.millrace.scenarios.Question;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.IssueList;
import io.millrace.ui.runs.ScenarioTexts;

/**
 * A scenario to be typed or picked: its text is what counts, the pickers write into it. What is
 * wrong with it is said while it is typed.
 */
final class ScenarioEditor extends Section {
  private static final int PAUSE_MILLIS = 300;

  private final ScenarioTexts texts = new ScenarioTexts();
  private final ScenarioPickers pickers;
  private final TextArea text = new TextArea("Scenario, as YAML");
  private final Div verdict = new Div();
  private final Span light = new Span();
  private final IssueList issues = new IssueList();
  private final SerializableRunnable changed;
  private Parsed<Question> scenario;

  /** Tells when the scenario is another. */
  ScenarioEditor(SerializableRunnable changed) {
    this.changed = changed;
    pickers =
        new ScenarioPickers(change -> text.setValue(change.apply(new ScenarioText(text())).text()));
    addClassName("scenario-editor");
    getElement().setAttribute("aria-label", "Scenario");
    text.addClassName("scenario-text");
    text.getElement().setAttribute("spellcheck", "false");
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.setValueChangeTimeout(PAUSE_MILLIS);
    text.addValueChangeListener(
        change -> {
          read();
          this.changed.run();
        });
    light.getElement().setAttribute("role", "status");
    scenario = texts.question("");
    verdict.addClassName("verdict");
    verdict.add(light);
    add(pickers, verdict, issues, text);
    read();
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
    switch (scenario) {
      case Parsed.Valid<Question> valid -> light("good", says(valid.value()));
      case Parsed.Invalid<Question> invalid ->
          light("bad", count(invalid.issues().size()) + ", see below");
    }
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
