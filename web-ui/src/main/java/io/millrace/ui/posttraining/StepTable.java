package io.millrace.ui.posttraining;

import com.vaadin.flow.component.html.Span;
import io.millrace.model.quantity.Bytes;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.DataTable;
import io.millrace.ui.figures.Units;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The calls of a step: where each runs, when, for how long, and what its fullest device holds. */
final class StepTable {
  private static final List<String> HEADS =
      List.of("Call", "Devices", "Strategy", "Starts at", "Takes", "Weights", "Memory");

  private StepTable() {}

  /** The calls of a report in the format {@code step/1}. */
  static DataTable of(JsonNode step) {
    DataTable table = new DataTable("Calls of a step").heads(HEADS);
    step.path("calls")
        .forEach(
            call ->
                table.row(
                    List.of(new Span(call.path("name").asString(""))),
                    cells(call).map(Span::new).toList()));
    return table;
  }

  private static Stream<String> cells(JsonNode call) {
    // Such as d2t4p1@0-7: how the devices share the work, and which they are.
    String[] placement = call.path("placement").asString("").split("@", 2);
    boolean placed = placement.length == 2;
    return Stream.of(
        placed ? placement[1] : "none",
        placed ? placement[0] : "–",
        seconds(call.path("start")),
        seconds(call.path("seconds")),
        seconds(call.path("moved")),
        memory(call.path("memory")));
  }

  private static String memory(JsonNode memory) {
    Units units = Units.current();
    return memory.isObject()
        ? "%s of %s"
            .formatted(
                units.text(bytes(memory.path("bytes"))), units.text(bytes(memory.path("capacity"))))
        : "–";
  }

  static Bytes bytes(JsonNode node) {
    return Bytes.of(node.asDouble(0));
  }

  static String seconds(JsonNode node) {
    return Numbers.plain(node.asDouble(0)) + " s";
  }

  /** A figure with its range, such as {@code 34.7 s, between 26.1 s and 46.2 s}. */
  static String time(JsonNode figure) {
    return "%s, between %s and %s"
        .formatted(
            seconds(figure.path("value")),
            seconds(figure.path("low")),
            seconds(figure.path("high")));
  }
}
