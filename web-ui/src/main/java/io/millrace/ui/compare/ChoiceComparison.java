package io.millrace.ui.compare;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.millrace.ui.figures.DataTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The choices of plans, a column each: those that differ first, the others folded. */
final class ChoiceComparison extends Div {
  private static final String ABSENT = "–";

  ChoiceComparison(List<Compared> plans) {
    Map<String, List<String>> differing = new LinkedHashMap<>();
    Map<String, List<String>> same = new LinkedHashMap<>();
    for (String key : keys(plans)) {
      List<String> values = plans.stream().map(it -> text(it.row().plan().path(key))).toList();
      (values.stream().distinct().count() > 1 ? differing : same).put(key, values);
    }
    String precision = "precision";
    List<String> precisions = plans.stream().map(it -> it.row().precision()).toList();
    (precisions.stream().distinct().count() > 1 ? differing : same).put(precision, precisions);
    add(new H3("Choices that differ"));
    add(
        differing.isEmpty()
            ? new Paragraph("None: the plans are the same.")
            : table(plans, differing));
    if (!same.isEmpty()) {
      add(new NativeDetails("The same in all: " + same.size() + " choices", table(plans, same)));
    }
  }

  private static Set<String> keys(List<Compared> plans) {
    Set<String> keys = new LinkedHashSet<>();
    plans.forEach(it -> keys.addAll(it.row().plan().propertyNames()));
    return keys;
  }

  private static DataTable table(List<Compared> plans, Map<String, List<String>> choices) {
    DataTable table =
        new DataTable("Choices of the plans; what differs from the first is marked")
            .heads(Stream.concat(Stream.of("Choice"), plans.stream().map(Compared::name)).toList());
    choices.forEach(
        (key, values) -> {
          List<Component> cells = new ArrayList<>();
          for (String value : values) {
            Span cell = new Span(value);
            if (!value.equals(values.getFirst())) {
              cell.setText("≠ " + value);
              cell.addClassName("differs");
            }
            cells.add(cell);
          }
          table.row(List.of(new Span(key)), cells);
        });
    return table;
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? ABSENT : node.isString() ? node.stringValue() : node.toString();
  }
}
