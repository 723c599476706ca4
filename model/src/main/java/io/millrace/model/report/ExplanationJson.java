package io.millrace.model.report;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An explanation as the key {@code explanation} of {@code planning/1}. */
public final class ExplanationJson {
  private ExplanationJson() {}

  /** The tree of an explanation; what is not known is left out. */
  public static ObjectNode of(Explanation explanation) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("plan", explanation.plan());
    root.put("summary", explanation.summary());
    ArrayNode parts = root.putArray("parts");
    for (Explanation.Part part : explanation.parts()) {
      parts
          .addObject()
          .put("part", part.what().key())
          .put("seconds", part.seconds())
          .put("share", part.share());
    }
    ArrayNode alternatives = root.putArray("alternatives");
    explanation.alternatives().forEach(it -> alternatives.add(alternative(it)));
    ArrayNode gains = root.putArray("gains");
    for (Explanation.Gain gain : explanation.gains()) {
      gains
          .addObject()
          .put("what", gain.what())
          .put("value", gain.value())
          .put("gain", gain.gain());
    }
    return root;
  }

  private static ObjectNode alternative(Explanation.Alternative it) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("choice", it.choice());
    node.put("change", it.change());
    node.put("label", it.plan());
    it.loss().ifPresent(loss -> node.put("loss", loss));
    if (it.atMost()) {
      node.put("atMost", true);
    }
    it.impossible().ifPresent(reason -> node.put("impossible", reason));
    return node;
  }
}
