package io.millrace.ui.check;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.millrace.model.input.Assumption;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.planfile.PostTrainingScenarioWriter;
import io.millrace.model.scenario.Measured;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioWriter;
import io.millrace.planner.export.YamlText;
import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.Grouping;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.DataTable;
import io.millrace.ui.offer.ScenarioOffer;
import io.millrace.ui.runs.VisitorRuns;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One case: where it is published, its configuration, what was predicted and how far off that is.
 */
final class CasePanel extends Section {

  CasePanel(CaseResult.Predicted shown, VisitorRuns runs) {
    addClassName("case-panel");
    getElement().setAttribute("aria-label", "Case " + shown.id());
    add(new H2(shown.id()), sentence(shown));
    String source = shown.source().measured().map(Measured::source).orElse("");
    add(paragraph("Source: " + source + ".", "source"));
    add(configuration(shown), spent(shown));
    List<Assumption> assumptions = shown.prediction().assumptions();
    if (!assumptions.isEmpty()) {
      add(
          paragraph(
              "The source does not say, so assumed: "
                  + assumptions.stream()
                      .map(it -> "%s %s (%s)".formatted(it.path(), it.value(), it.reason()))
                      .collect(Collectors.joining("; "))
                  + ".",
              "note"));
    }
    add(new ScenarioOffer(runs, shown.id(), yaml(shown.source())));
  }

  private static Component sentence(CaseResult.Predicted it) {
    String range =
        it.hasRange()
            ? " (%s), which %s it"
                .formatted(Numbers.range(it.predicted()), it.covered() ? "covers" : "misses")
            : "";
    Paragraph sentence =
        paragraph(
            "Published %s %s, predicted %s%s: a difference of %s."
                .formatted(
                    it.metric().label(),
                    CaseGrid.published(it),
                    Numbers.with(it.predicted().value(), it.metric().unit()),
                    range,
                    Numbers.signedPercent(it.error())),
            "sentence");
    return sentence;
  }

  private static Component configuration(CaseResult.Predicted it) {
    DataTable table = new DataTable("Configuration");
    table.row(List.of(new Span("family")), List.of(new Span(it.family())));
    it.source().scenario().ifPresent(scenario -> training(table, scenario));
    for (Grouping grouping : List.of(Grouping.DEVICE, Grouping.FRAMEWORK, Grouping.PRECISION)) {
      table.row(List.of(new Span(grouping.label())), List.of(new Span(grouping.of(it))));
    }
    return table;
  }

  private static void training(DataTable table, Scenario scenario) {
    Map<String, String> rows =
        new java.util.LinkedHashMap<>(Map.of("model", scenario.model().name()));
    rows.put("devices", Numbers.whole(scenario.cluster().devices()));
    scenario.plan().ifPresent(plan -> rows.put("plan", plan.label()));
    rows.put(
        "batch",
        "%s × %s tokens"
            .formatted(
                Numbers.whole(scenario.workload().globalBatch()),
                Numbers.whole(scenario.workload().sequence())));
    rows.forEach((name, value) -> table.row(List.of(new Span(name)), List.of(new Span(value))));
  }

  private static Component spent(CaseResult.Predicted it) {
    double total = it.prediction().parts().values().stream().mapToDouble(part -> part).sum();
    String parts =
        it.prediction().parts().entrySet().stream()
            .filter(part -> part.getValue() > 0.005 * total)
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .map(part -> part.getKey() + " " + Numbers.percent(part.getValue() / total))
            .collect(Collectors.joining(", "));
    return paragraph("Predicted time: " + parts + ".", "note");
  }

  /** The case as a scenario that can be run. */
  static String yaml(MeasuredCase source) {
    return source
        .scenario()
        .map(it -> YamlText.of(ScenarioWriter.bundled().toTree(it)))
        .or(
            () ->
                source
                    .postTraining()
                    .map(it -> YamlText.of(PostTrainingScenarioWriter.bundled().toTree(it))))
        .orElse("");
  }

  private static Paragraph paragraph(String text, String kind) {
    Paragraph paragraph = new Paragraph(text);
    paragraph.addClassName(kind);
    return paragraph;
  }
}
