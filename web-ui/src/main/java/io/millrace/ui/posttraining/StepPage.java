package io.millrace.ui.posttraining;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import io.millrace.model.posttraining.StepJson;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.detail.DetailPage;
import io.millrace.ui.detail.Subject;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The figures of a simulated step of post-training: how long it takes, and each of its calls. */
final class StepPage implements DetailPage {

  @Override
  public String key() {
    return "step";
  }

  @Override
  public String title() {
    return "Step";
  }

  @Override
  public boolean suits(Subject subject) {
    return step(subject).isPresent();
  }

  @Override
  public Optional<Component> content(Subject subject) {
    return step(subject).map(StepPage::content);
  }

  private static Optional<JsonNode> step(Subject subject) {
    return Document.parse(subject.answer(), true) instanceof Parsed.Valid<Document> valid
            && valid.value().root().path("format").asString("").equals(StepJson.FORMAT)
        ? Optional.of(valid.value().root())
        : Optional.empty();
  }

  private static Component content(JsonNode step) {
    Div page = new Div();
    JsonNode run = step.path("simulated");
    page.add(
        paragraph(
            "An iteration takes %s once the start no longer shows, by a simulation of %s iterations; by the closed form %s."
                .formatted(
                    StepTable.seconds(run.path("stepSeconds")),
                    Numbers.whole(run.path("iterations").asLong(0)),
                    StepTable.time(step.path("stepTime"))),
            "sentence"));
    step.path("reasons")
        .forEach(it -> page.add(paragraph("Does not fit: " + it.asString("") + ".", "error")));
    page.add(
        new H3("Calls of an iteration, by the closed form"),
        StepTable.of(step),
        paragraph(
            StepTable.seconds(step.path("betweenCalls"))
                + " of it belong to no call. Memory over time is below the timeline.",
            "note"));
    return page;
  }

  private static Paragraph paragraph(String text, String kind) {
    Paragraph paragraph = new Paragraph(text);
    paragraph.addClassName(kind);
    return paragraph;
  }
}
