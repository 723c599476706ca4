package io.millrace.scenarios.sweep;

import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/**
 * What a point of an axis writes into the scenario at one place.
 *
 * @param value a scalar, or an object such as a whole plan
 * @param label what its column shows: the value, or the name that an object was given
 * @param scalar what conditions compare: a number, for quantities too, a truth value or a text
 */
record Setting(ScenarioPath path, JsonNode value, JsonNode label, Object scalar) {

  /** With what conditions make of the label. */
  static Setting of(ScenarioPath path, JsonNode value, JsonNode label) {
    return new Setting(path, value, label, scalar(label));
  }

  /** What conditions compare of a scalar. */
  static Object scalar(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    String text = node.asString("");
    OptionalDouble amount = Amount.of(text);
    return amount.isPresent() ? (Object) amount.getAsDouble() : text;
  }
}
