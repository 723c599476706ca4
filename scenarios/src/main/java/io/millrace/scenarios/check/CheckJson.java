package io.millrace.scenarios.check;

import io.millrace.model.report.SimulationJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks as {@code check/1}, described by {@code check-1.schema.json} beside the report's schema.
 * Errors are shares, not per cent.
 */
public final class CheckJson {
  /** The name and version of the format. */
  public static final String FORMAT = "check/1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CheckJson() {}

  /** The tree of a check. */
  public static ObjectNode of(CheckResult result) {
    ObjectNode root = NODES.objectNode();
    root.put("format", FORMAT);
    ArrayNode cases = root.putArray("cases");
    result.cases().forEach(it -> cases.add(node(it)));
    ArrayNode summary = root.putArray("summary");
    result.summaries().forEach(it -> summary.add(node(it)));
    return root;
  }

  private static ObjectNode node(CaseResult result) {
    ObjectNode node = NODES.objectNode().put("id", result.id()).put("family", result.family());
    return switch (result) {
      case CaseResult.Predicted it -> {
        node.put("metric", it.metric());
        node.put("measured", it.measured());
        node.put("predicted", it.predicted().value());
        node.put("low", it.predicted().low());
        node.put("high", it.predicted().high());
        node.put("error", it.error());
        node.put("superseded", it.superseded());
        node.set("assumptions", SimulationJson.assumptions(it.assumptions()));
        yield node;
      }
      case CaseResult.NotPredicted it -> node.put("notPredicted", it.reason());
    };
  }

  private static ObjectNode node(Summary summary) {
    ObjectNode node = NODES.objectNode();
    node.put("family", summary.family());
    node.put("metric", summary.metric());
    node.put("cases", summary.cases());
    node.put("mape", summary.mape());
    node.put("medianApe", summary.medianApe());
    node.put("p90Ape", summary.p90Ape());
    node.put("bias", summary.bias());
    summary.spearman().ifPresent(it -> node.put("spearman", it));
    node.put("covered", summary.covered());
    return node;
  }
}
