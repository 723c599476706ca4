package io.millrace.ui.plan;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import io.millrace.planner.export.YamlText;
import io.millrace.ui.figures.CopyButton;
import io.millrace.ui.figures.MemoryChart;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One plan of an answer: what its stages keep in memory, and all of its choices to take home. */
final class PlanDetail extends Section {

  PlanDetail(PlanRow row) {
    addClassName("plan-detail");
    getElement().setAttribute("aria-label", "Plan " + row.label());
    row.whyNot().ifPresent(why -> add(paragraph("Does not fit: " + why + ".", "error")));
    if (row.memory().isEmpty()) {
      add(
          paragraph(
              "Only estimated: what each stage keeps in memory is known by simulation.", "note"));
    } else {
      add(new MemoryChart(row.memory()));
    }
    String yaml = yaml(row.plan());
    Header header = new Header(new H3("Plan " + row.label()), new CopyButton("Copy YAML", yaml));
    header.addClassName("with-button");
    Pre text = new Pre(yaml);
    text.getElement().setAttribute("tabindex", "0");
    text.getElement().setAttribute("aria-label", "The plan as YAML");
    text.getElement().setAttribute("role", "region");
    add(new Div(header, text));
  }

  private static String yaml(JsonNode plan) {
    return YamlText.of(JsonNodeFactory.instance.objectNode().set("plan", plan));
  }

  private static Paragraph paragraph(String text, String kind) {
    Paragraph paragraph = new Paragraph(text);
    paragraph.addClassName(kind);
    return paragraph;
  }
}
