package io.millrace.ui.plan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/**
 * Why the best plan is the best, as an answer says it.
 *
 * @param summary in a paragraph
 * @param alternatives plans that differ from it in one choice
 * @param gains what lifting a limit would gain, the largest first
 */
public record Reasons(String summary, List<Alternative> alternatives, List<Gain> gains) {

  /**
   * A plan that differs in one choice.
   *
   * @param change the choice, from what to what
   * @param label of the plan
   * @param loss by how much it is worse, 0.1 for ten percent
   * @param atMost whether a better plan with these degrees may exist
   * @param impossible why it cannot run
   */
  public record Alternative(
      String change,
      String label,
      OptionalDouble loss,
      boolean atMost,
      Optional<String> impossible) {}

  /**
   * What lifting a limit would gain.
   *
   * @param what would be different
   * @param gain the part that goes away
   */
  public record Gain(String what, double gain) {}

  /** Copies the lists. */
  public Reasons {
    alternatives = List.copyOf(alternatives);
    gains = List.copyOf(gains);
  }

  static Reasons of(JsonNode node) {
    return new Reasons(
        node.path("summary").asString(""),
        node.path("alternatives").valueStream().map(Reasons::alternative).toList(),
        node.path("gains")
            .valueStream()
            .map(it -> new Gain(it.path("what").asString(""), it.path("gain").asDouble(0)))
            .toList());
  }

  private static Alternative alternative(JsonNode node) {
    String choice = node.path("choice").asString("");
    String change = node.path("change").asString("");
    return new Alternative(
        change.startsWith(choice + " ") ? change : choice + " " + change,
        node.path("label").asString(""),
        PlanRow.number(node.path("loss")),
        node.path("atMost").asBoolean(false),
        Optional.of(node.path("impossible")).filter(JsonNode::isString).map(JsonNode::stringValue));
  }
}
