package io.millrace.ui.posttraining;

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
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.function.SerializableConsumer;
import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import io.millrace.planner.export.YamlText;
import io.millrace.planner.posttraining.PlacementJson;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.CopyButton;
import io.millrace.ui.figures.DataTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Where the calls of post-training run best: the plan in a sentence, its calls, what other plans
 * take, and how sure the search is.
 */
public final class PlacementPanel extends Section {
  private static final List<String> OTHERS =
      List.of("Plan", "Simulated", "By the closed form", "Does not fit because");

  private PlacementPanel(JsonNode answer, SerializableConsumer<JsonNode> export) {
    addClassName("answer");
    getElement().setAttribute("aria-label", "Answer");
    JsonNode best = answer.path("best");
    add(new H2(best.isObject() ? "Best plan" : "No plan fits"));
    if (best.isObject()) {
      add(
          paragraph(sentence(best), "sentence"),
          paragraph(certainty(answer.path("search")), "note"),
          new H3("Where each call runs"),
          StepTable.of(best.path("step")),
          yaml(best.path("plan"), export));
    } else {
      add(list(texts(answer.path("refusals"))), list(texts(answer.path("advice"))));
      add(paragraph(searched(answer.path("search")), "note"));
    }
    others(answer).ifPresent(this::add);
    List<String> assumed = answer.path("assumptions").valueStream().map(this::assumption).toList();
    if (!assumed.isEmpty()) {
      add(new NativeDetails("Assumed, as the scenario does not say", list(assumed)));
    }
  }

  /**
   * Shows an answer; empty if it is of another format.
   *
   * @param export told of a plan whose files for launchers are wanted
   */
  public static Optional<Component> of(String json, SerializableConsumer<JsonNode> export) {
    return Document.parse(json, true) instanceof Parsed.Valid<Document> valid
            && valid.value().root().path("format").asString("").equals(PlacementJson.FORMAT)
        ? Optional.of(new PlacementPanel(valid.value().root(), export))
        : Optional.empty();
  }

  private static String sentence(JsonNode best) {
    return "An iteration takes %s by simulation; by the closed form %s."
        .formatted(
            StepTable.seconds(best.path("simulated")),
            StepTable.time(best.path("step").path("stepTime")));
  }

  private static String certainty(JsonNode search) {
    double gap = search.path("gap").asDouble(0);
    String proof =
        gap == 0
            ? "proven to be the fastest by the closed form"
            : "another plan could be faster by %s at most, by the closed form"
                .formatted(Numbers.percent(gap));
    return "%s; %s".formatted(searched(search), proof);
  }

  private static String searched(JsonNode search) {
    return "%s plans in the space, %s costed, meshes: %s"
        .formatted(
            Numbers.plain(search.path("candidates").asDouble(0)),
            Numbers.whole(search.path("evaluated").asLong(0)),
            search.path("meshes").asString(""));
  }

  private static Optional<Component> others(JsonNode answer) {
    List<JsonNode> plans =
        Stream.of("finalists", "onPolicy", "others")
            .map(answer::path)
            .flatMap(it -> it.isObject() ? Stream.of(it) : it.valueStream())
            .toList();
    if (plans.isEmpty()) {
      return Optional.empty();
    }
    DataTable table = new DataTable("Plans that were compared").heads(OTHERS);
    for (JsonNode plan : plans) {
      JsonNode step = plan.path("step");
      table.row(
          List.of(
              new Span(plan.path("name").asString("") + " "), note(step.path("plan").asString(""))),
          List.of(
              new Span(StepTable.seconds(plan.path("simulated"))),
              new Span(StepTable.seconds(step.path("stepTime").path("value"))),
              new Span(String.join("; ", texts(step.path("reasons"))))));
    }
    return Optional.of(new Div(new H3("Plans that were compared"), table));
  }

  private static Component yaml(JsonNode plan, SerializableConsumer<JsonNode> export) {
    String yaml = YamlText.of(JsonNodeFactory.instance.objectNode().set("plan", plan));
    Pre text = new Pre(yaml);
    text.getElement().setAttribute("tabindex", "0");
    text.getElement().setAttribute("aria-label", "The plan as YAML");
    text.getElement().setAttribute("role", "region");
    Button files = new Button("Export", VaadinIcon.DOWNLOAD_ALT.create());
    files.addThemeVariants(ButtonVariant.LUMO_SMALL);
    files.addClickListener(click -> export.accept(plan));
    Header header =
        new Header(new H3("The plan as YAML"), files, new CopyButton("Copy YAML", yaml));
    header.addClassName("with-button");
    return new Div(header, text);
  }

  private String assumption(JsonNode node) {
    return "%s: %s, %s"
        .formatted(
            node.path("path").asString(""),
            node.path("value").asString(""),
            node.path("reason").asString(""));
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(it -> it.asString("")).toList();
  }

  private static UnorderedList list(List<String> lines) {
    return new UnorderedList(lines.stream().map(ListItem::new).toArray(ListItem[]::new));
  }

  private static Span note(String text) {
    Span note = new Span(text);
    note.addClassName("note");
    return note;
  }

  private static Paragraph paragraph(String text, String kind) {
    Paragraph paragraph = new Paragraph(text);
    paragraph.addClassName(kind);
    return paragraph;
  }
}
