package io.millrace.scenarios.check;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The part of {@code check/1} that says how well plans are ranked. */
final class RankingJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RankingJson() {}

  static ObjectNode of(Ranking ranking) {
    ObjectNode root = NODES.objectNode();
    ArrayNode summary = root.putArray("summary");
    ranking.summaries().forEach(it -> summary.add(node(it)));
    ArrayNode groups = root.putArray("groups");
    ranking.groups().forEach(it -> groups.add(node(it)));
    return root;
  }

  private static ObjectNode node(RankingSummary summary) {
    ObjectNode node = NODES.objectNode();
    node.put("family", summary.family());
    node.put("groups", summary.groups());
    node.put("plans", summary.plans());
    summary.spearman().ifPresent(it -> node.put("spearman", it));
    summary.lowestSpearman().ifPresent(it -> node.put("lowestSpearman", it));
    node.put("meanLoss", summary.meanLoss());
    node.put("worstLoss", summary.worstLoss());
    return node;
  }

  private static ObjectNode node(PlanGroup group) {
    ObjectNode node = NODES.objectNode();
    node.put("family", group.family());
    node.put("model", group.scenario().model().name());
    node.put("device", group.scenario().cluster().device().id());
    node.put("devices", group.scenario().cluster().devices());
    node.put("globalBatch", group.scenario().workload().globalBatch());
    node.put("sequence", group.scenario().workload().sequence());
    node.put("precision", group.scenario().workload().precision().key());
    node.put("framework", group.scenario().framework().id());
    group.spearman().ifPresent(it -> node.put("spearman", it));
    node.put("loss", group.loss());
    node.put("firstChoice", group.firstChoice().cases().getFirst());
    node.put("best", group.best().cases().getFirst());
    ArrayNode plans = node.putArray("plans");
    for (RankedPlan it : group.plans()) {
      ObjectNode plan = plans.addObject();
      plan.put("label", it.plan().label());
      ArrayNode cases = plan.putArray("cases");
      it.cases().forEach(cases::add);
      plan.put("predicted", it.predicted());
      plan.put("measured", it.measured());
    }
    return node;
  }
}
