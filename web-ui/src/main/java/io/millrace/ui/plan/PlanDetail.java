package io.millrace.ui.plan;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.millrace.planner.export.YamlText;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.figures.CopyButton;
import io.millrace.ui.figures.MemoryChart;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One plan of an answer: what can be done with it, where its time goes, what its stages keep in
 * memory, and all of its choices.
 */
final class PlanDetail extends Section {

  PlanDetail(PlanRow row, PlanActions actions) {
    addClassName("plan-detail");
    getElement().setAttribute("aria-label", "Plan " + row.label());
    String yaml = yaml(row.plan());
    add(header(row, yaml, actions));
    row.whyNot().ifPresent(why -> add(paragraph("Does not fit: " + why + ".", "error")));
    add(paragraph(BreakdownTexts.bottleneck(row), "bottleneck"));
    if (!row.breakdown().isEmpty()) {
      add(new Chart(PlanBreakdowns.of("Where the time goes", List.of(row.label()), List.of(row))));
    }
    if (row.memory().isEmpty()) {
      add(
          paragraph(
              "Only estimated: what each stage keeps in memory is known by simulation.", "note"));
    } else {
      add(new MemoryChart(row.memory()));
    }
    Pre text = new Pre(yaml);
    text.getElement().setAttribute("tabindex", "0");
    text.getElement().setAttribute("aria-label", "The plan as YAML");
    text.getElement().setAttribute("role", "region");
    add(new NativeDetails("All choices of the plan, as YAML", text));
  }

  /** What can be done with the plan: further actions belong here. */
  private static Header header(PlanRow row, String yaml, PlanActions actions) {
    Button open = new Button("Open in detail", VaadinIcon.SEARCH_PLUS.create());
    open.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_PRIMARY);
    open.setTooltipText("Simulates the scenario with this plan");
    open.addClickListener(click -> actions.detail(row));
    Div title = new Div(new H3("Plan " + row.label()));
    row.mark()
        .ifPresent(
            it -> {
              Span mark = new Span(it);
              mark.addClassName("mark");
              title.add(mark);
            });
    Button export = new Button("Export", VaadinIcon.DOWNLOAD_ALT.create());
    export.addThemeVariants(ButtonVariant.LUMO_SMALL);
    export.setTooltipText("The files with which launchers run this plan");
    export.addClickListener(click -> actions.export(row));
    Div all = new Div(open, export, new CopyButton("Copy YAML", yaml));
    all.addClassName("plan-actions");
    Header header = new Header(title, all);
    header.addClassName("with-button");
    return header;
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
