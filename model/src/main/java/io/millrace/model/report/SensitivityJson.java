package io.millrace.model.report;

import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an answer hangs on as the key {@code sensitivity} of {@code planning/1}. */
public final class SensitivityJson {
  private SensitivityJson() {}

  /** The tree; what is not known is left out. */
  public static ObjectNode of(Sensitivity sensitivity) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("plan", sensitivity.plan());
    ArrayNode bars = root.putArray("bars");
    for (Sensitivity.Bar bar : sensitivity.bars()) {
      ObjectNode node = bars.addObject().put("input", bar.input());
      side(node, "less", bar.less());
      side(node, "more", bar.more());
    }
    Sensitivity.Draws draws = sensitivity.draws();
    ObjectNode drawn = root.putObject("draws");
    drawn.put("number", draws.number());
    drawn.put("seed", draws.seed());
    drawn.put("low", draws.low());
    drawn.put("high", draws.high());
    ArrayNode shares = drawn.putArray("shares");
    draws
        .shares()
        .forEach(it -> shares.addObject().put("plan", it.plan()).put("share", it.share()));
    return root;
  }

  private static void side(ObjectNode bar, String name, Optional<Sensitivity.Side> side) {
    if (side.isEmpty()) {
      return;
    }
    Sensitivity.Side it = side.get();
    ObjectNode node = bar.putObject(name);
    node.put("factor", it.factor());
    it.kept().ifPresent(change -> node.put("kept", change));
    it.replanned().ifPresent(change -> node.put("replanned", change));
    node.put("plan", it.plan());
    node.put("flips", it.flips());
    it.flipsAt().ifPresent(factor -> node.put("flipsAt", factor));
    node.put("gap", it.gap());
  }
}
