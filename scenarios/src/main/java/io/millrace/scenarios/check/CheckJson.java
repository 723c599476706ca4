package io.millrace.scenarios.check;

import io.millrace.model.report.SimulationJson;
import io.millrace.scenarios.fit.FittedParameter;
import java.util.List;
import java.util.Optional;
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

  /**
   * The tree of a check.
   *
   * @param groupings what the cases are summarised by, besides their families
   * @param ranking how well they rank plans, if that was asked for
   * @param validation what they show of families left out, if that was asked for
   * @param devices families on other devices, where that was asked for
   */
  public static ObjectNode of(
      CheckResult result,
      List<Grouping> groupings,
      Optional<Ranking> ranking,
      Optional<CrossValidation> validation,
      List<InferredDevice> devices) {
    ObjectNode root = NODES.objectNode();
    root.put("format", FORMAT);
    root.set("cases", cases(result));
    root.set("summary", summary(result));
    List<Grouping> others = groupings.stream().filter(it -> it != Grouping.FAMILY).toList();
    if (!others.isEmpty()) {
      root.set("groups", groups(result, others));
    }
    ranking.ifPresent(it -> root.set("ranking", RankingJson.of(it)));
    validation.ifPresent(it -> root.set("leftOut", leftOut(it)));
    if (!devices.isEmpty()) {
      root.set("devices", devices(devices));
    }
    return root;
  }

  private static ArrayNode cases(CheckResult result) {
    ArrayNode cases = NODES.arrayNode();
    result.results().forEach(it -> cases.add(node(it)));
    return cases;
  }

  private static ObjectNode node(CaseResult result) {
    ObjectNode node = NODES.objectNode().put("id", result.id()).put("family", result.family());
    return switch (result) {
      case CaseResult.Predicted it -> {
        node.put("metric", it.metric().key());
        node.put("measured", it.measured());
        node.put("predicted", it.predicted().value());
        node.put("low", it.predicted().low());
        node.put("high", it.predicted().high());
        node.put("error", it.error());
        node.put("superseded", !it.scored());
        node.set("assumptions", SimulationJson.assumptions(it.prediction().assumptions()));
        doubts(Doubts.about(it), node);
        yield node;
      }
      case CaseResult.NotPredicted it -> node.put("notPredicted", it.reason());
    };
  }

  private static void doubts(Doubts doubts, ObjectNode node) {
    doubts.assumption().ifPresent(it -> node.put("largestAssumption", it.path()));
    doubts
        .parameter()
        .ifPresent(
            it ->
                node.putObject("largestParameter")
                    .put("path", it.parameter().path())
                    .put("share", it.share()));
  }

  private static ArrayNode summary(CheckResult result) {
    ArrayNode summary = NODES.arrayNode();
    for (Metric metric : result.metrics()) {
      for (Summary it : result.summaries(Grouping.FAMILY, metric)) {
        summary.add(figures(NODES.objectNode().put("family", it.group()), it));
      }
    }
    return summary;
  }

  private static ArrayNode groups(CheckResult result, List<Grouping> groupings) {
    ArrayNode groups = NODES.arrayNode();
    for (Grouping grouping : groupings) {
      for (Metric metric : result.metrics()) {
        for (Summary it : result.summaries(grouping, metric)) {
          ObjectNode node = NODES.objectNode().put("by", grouping.key()).put("group", it.group());
          groups.add(figures(node, it));
        }
      }
    }
    return groups;
  }

  private static ObjectNode figures(ObjectNode node, Summary summary) {
    node.put("metric", summary.metric().key());
    node.put("cases", summary.cases());
    node.put("mape", summary.mape());
    node.put("medianApe", summary.medianApe());
    node.put("p90Ape", summary.p90Ape());
    node.put("bias", summary.bias());
    summary.spearman().ifPresent(it -> node.put("spearman", it));
    summary.covered().ifPresent(it -> node.put("covered", it));
    return node;
  }

  private static ArrayNode devices(List<InferredDevice> devices) {
    ArrayNode nodes = NODES.arrayNode();
    for (InferredDevice it : devices) {
      ObjectNode node =
          NODES
              .objectNode()
              .put("family", it.family())
              .put("device", it.device().id())
              .put("efficiency", it.efficiency())
              .put("maxApe", it.summary().maxApe());
      nodes.add(figures(node, it.summary()));
    }
    return nodes;
  }

  private static ObjectNode leftOut(CrossValidation validation) {
    ObjectNode node = NODES.objectNode();
    node.set("cases", cases(validation.leftOut()));
    node.set("summary", summary(validation.leftOut()));
    node.set("inSample", summary(validation.inSample()));
    node.set("unfitted", summary(validation.before()));
    ArrayNode parameters = node.putArray("parameters");
    for (FittedParameter it : validation.parameters()) {
      parameters
          .addObject()
          .put("path", it.path())
          .put("prior", it.prior().text())
          .put("fitted", it.fitted().text())
          .put("moved", it.moved())
          .put("left", it.left())
          .put("runs", it.runs());
    }
    return node;
  }
}
