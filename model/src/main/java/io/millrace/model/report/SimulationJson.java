package io.millrace.model.report;

import io.millrace.model.input.Assumption;
import io.millrace.model.scenario.Measured;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reports as {@code simulation/1}, described by {@code simulation-1.schema.json} beside this class.
 * Keys come in a fixed order, what is not known is left out.
 */
public final class SimulationJson {
  /** The name and version of the format. */
  public static final String FORMAT = "simulation/1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SimulationJson() {}

  /** The tree of a report. */
  public static ObjectNode of(SimulationReport report) {
    ObjectNode root = NODES.objectNode();
    root.put("format", FORMAT);
    root.put("scenario", report.scenario());
    root.put("plan", report.plan());
    root.put("devices", report.devices());
    root.put("feasible", report.feasible());
    report.reasons().forEach(root.putArray("reasons")::add);
    root.set("iterationTime", figure(report.iterationTime()));
    root.put("bottleneckStage", report.bottleneckStage());
    root.set("breakdown", breakdown(report.breakdown()));
    root.set("modelFlopsUtilization", figure(report.modelFlopsUtilizationFigure()));
    root.set("hardwareFlopsUtilization", figure(report.hardwareFlopsUtilizationFigure()));
    root.set("modelTflopsPerDevice", figure(report.modelTflopsPerDevice()));
    root.set("tokensPerSecond", figure(report.tokensPerSecond()));
    ArrayNode memory = root.putArray("memory");
    report.memory().forEach(use -> memory.add(memory(use)));
    report.hostMemory().ifPresent(use -> root.set("hostMemory", memory(use)));
    report.energy().ifPresent(energy -> root.set("energy", figure(energy)));
    report.costPerMillionTokens().ifPresent(cost -> root.set("cost", figure(cost)));
    report.published().ifPresent(it -> root.set("published", published(report, it)));
    root.set("contributions", contributions(report.contributions()));
    root.set("assumptions", assumptions(report.assumptions()));
    root.set("provenance", provenance(report.provenance()));
    return root;
  }

  /** A figure with its range. */
  public static ObjectNode figure(Figure figure) {
    return NODES
        .objectNode()
        .put("value", figure.value())
        .put("low", figure.low())
        .put("high", figure.high())
        .put("unit", figure.unit());
  }

  /** Seconds by what they are spent on. */
  static ObjectNode breakdown(Map<TimePart, Double> parts) {
    ObjectNode node = NODES.objectNode();
    parts.forEach((part, seconds) -> node.put(part.key(), seconds));
    return node;
  }

  /** What was assumed, and why. */
  public static ArrayNode assumptions(List<Assumption> assumptions) {
    ArrayNode list = NODES.arrayNode();
    for (Assumption assumption : assumptions) {
      list.addObject()
          .put("path", assumption.path())
          .put("value", assumption.value())
          .put("reason", assumption.reason());
    }
    return list;
  }

  private static ArrayNode contributions(List<Contribution> contributions) {
    ArrayNode list = NODES.arrayNode();
    for (Contribution contribution : contributions) {
      list.addObject()
          .put("parameter", contribution.parameter().path())
          .put("value", contribution.parameter().text())
          .put("effect", contribution.effect())
          .put("share", contribution.share());
    }
    return list;
  }

  /** Bytes, all of them. */
  static ObjectNode memory(MemoryUse use) {
    ObjectNode node = NODES.objectNode();
    node.put("stage", use.stage());
    node.put("tier", use.tier());
    ObjectNode parts = node.putObject("parts");
    use.parts().forEach((part, bytes) -> parts.put(part, bytes.count()));
    node.put("total", use.total().count());
    node.put("capacity", use.capacity().count());
    return node;
  }

  private static ObjectNode published(SimulationReport report, Measured published) {
    ObjectNode node = NODES.objectNode();
    node.put("source", published.source());
    ArrayNode comparisons = node.putArray("comparisons");
    for (Comparison comparison : report.comparisons()) {
      comparisons
          .addObject()
          .put("metric", comparison.metric())
          .put("published", comparison.published())
          .put("predicted", comparison.predicted().value())
          .put("difference", comparison.difference())
          .put("unit", comparison.unit());
    }
    return node;
  }

  private static ObjectNode provenance(SimulationReport.Provenance provenance) {
    ObjectNode node = NODES.objectNode();
    node.put("tool", provenance.tool());
    node.put("seed", provenance.seed());
    provenance.calibration().forEach(node.putArray("calibration")::add);
    node.put("events", provenance.events());
    return node;
  }
}
