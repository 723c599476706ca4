package io.millrace.ui.detail;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.Figure;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.report.SimulationJson;
import io.millrace.model.report.TimePart;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What a simulation of a training plan found, read from {@code simulation/1}, so that an answer
 * that was kept years ago looks as it did then.
 *
 * @param scenario the scenario's name
 * @param plan the plan's label
 * @param devices how many devices take part
 * @param reasons why it does not run; empty if it does
 * @param figures by their names in the file, in its order
 * @param breakdown seconds of the bottleneck stage by what they are spent on; adds up to the
 *     iteration time
 * @param bottleneckStage the stage that the breakdown is of
 * @param memory of a device of each stage
 * @param hostMemory of the stage that leaves most in its host's memory
 * @param source where published figures stand; empty if there are none
 * @param published figures beside those predicted
 * @param contributions what the ranges hang on, the largest first
 * @param assumptions what was chosen because nobody said
 * @param provenance what made this
 */
public record SimulationAnswer(
    String scenario,
    String plan,
    int devices,
    List<String> reasons,
    Map<String, Figure> figures,
    Map<TimePart, Double> breakdown,
    int bottleneckStage,
    List<MemoryUse> memory,
    Optional<MemoryUse> hostMemory,
    String source,
    Map<String, Published> published,
    List<Contribution> contributions,
    List<String> assumptions,
    Provenance provenance) {
  private static final List<String> FIGURES =
      List.of(
          "iterationTime",
          "tokensPerSecond",
          "modelTflopsPerDevice",
          "modelFlopsUtilization",
          "hardwareFlopsUtilization",
          "energy",
          "cost");

  /**
   * What somebody published or measured.
   *
   * @param value in the unit
   * @param predicted of the same
   * @param difference predicted over published, minus one
   * @param unit of both
   */
  public record Published(double value, double predicted, double difference, String unit) {}

  /**
   * What the range hangs on.
   *
   * @param parameter its path
   * @param value with its spread
   * @param effect on the time of one spread more
   * @param share of the variance of the time's logarithm
   */
  public record Contribution(String parameter, String value, double effect, double share) {}

  /**
   * What made a result.
   *
   * @param tool and its version
   * @param seed of the scenario
   * @param calibration where the cost parameters come from
   * @param events of the simulation
   */
  public record Provenance(String tool, long seed, List<String> calibration, long events) {}

  /** Whether an answer is of this kind, without reading all of it. */
  public static boolean isOne(Subject subject) {
    return subject.answer().contains("\"" + SimulationJson.FORMAT + "\"");
  }

  /** Whether the plan runs at all. */
  public boolean feasible() {
    return reasons.isEmpty();
  }

  /** Reads an answer. */
  public static Parsed<SimulationAnswer> read(String json) {
    return Document.parse(json, true)
        .then(
            document -> {
              String format = document.root().path("format").asString("");
              return format.equals(SimulationJson.FORMAT)
                  ? new Parsed.Valid<>(of(document.root()))
                  : new Parsed.Invalid<>(
                      List.of(
                          new Issue(
                              "format",
                              "is '%s'; this page shows %s"
                                  .formatted(format, SimulationJson.FORMAT),
                              "ask again to have it computed anew")));
            });
  }

  private static SimulationAnswer of(JsonNode root) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    for (String name : FIGURES) {
      if (root.path(name).isObject()) {
        figures.put(name, figure(root.path(name)));
      }
    }
    Map<TimePart, Double> breakdown = new EnumMap<>(TimePart.class);
    for (TimePart part : TimePart.values()) {
      breakdown.put(part, root.path("breakdown").path(part.key()).asDouble(0));
    }
    Map<String, Published> published = new LinkedHashMap<>();
    for (JsonNode each : root.path("published").path("comparisons")) {
      published.put(
          text(each, "metric"),
          new Published(
              each.path("published").asDouble(0),
              each.path("predicted").asDouble(0),
              each.path("difference").asDouble(0),
              text(each, "unit")));
    }
    return new SimulationAnswer(
        text(root, "scenario"),
        text(root, "plan"),
        root.path("devices").asInt(0),
        list(root.path("reasons"), it -> it.asString("")),
        Collections.unmodifiableMap(figures),
        Collections.unmodifiableMap(breakdown),
        root.path("bottleneckStage").asInt(0),
        list(root.path("memory"), SimulationAnswer::memory),
        Optional.of(root.path("hostMemory"))
            .filter(JsonNode::isObject)
            .map(SimulationAnswer::memory),
        text(root.path("published"), "source"),
        Collections.unmodifiableMap(published),
        list(
            root.path("contributions"),
            it ->
                new Contribution(
                    text(it, "parameter"),
                    text(it, "value"),
                    it.path("effect").asDouble(0),
                    it.path("share").asDouble(0))),
        list(
            root.path("assumptions"),
            it -> "%s: %s (%s)".formatted(text(it, "path"), text(it, "value"), text(it, "reason"))),
        provenance(root.path("provenance")));
  }

  private static Provenance provenance(JsonNode node) {
    return new Provenance(
        text(node, "tool"),
        node.path("seed").asLong(0),
        list(node.path("calibration"), it -> it.asString("")),
        node.path("events").asLong(0));
  }

  private static MemoryUse memory(JsonNode node) {
    Map<String, Bytes> parts = new LinkedHashMap<>();
    node.path("parts").properties().forEach(it -> parts.put(it.getKey(), bytes(it.getValue())));
    return new MemoryUse(
        node.path("stage").asInt(0), text(node, "tier"), parts, bytes(node.path("capacity")));
  }

  private static Bytes bytes(JsonNode node) {
    return new Bytes(node.asLong(0));
  }

  private static Figure figure(JsonNode node) {
    double value = node.path("value").asDouble(0);
    return new Figure(
        value,
        node.path("low").asDouble(value),
        node.path("high").asDouble(value),
        text(node, "unit"));
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asString("");
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
    return array.valueStream().map(each).toList();
  }
}
