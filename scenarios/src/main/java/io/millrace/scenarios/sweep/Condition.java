package io.millrace.scenarios.sweep;

import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/**
 * What a point has to meet, such as {@code cluster.devices >= plan.tensor * plan.pipeline}.
 *
 * @param text as it was written
 */
record Condition(String text, Expression expression) {

  /** Whether it holds; where something is compared that a point does not have, it does not. */
  boolean holds(List<List<Setting>> settings, JsonNode base) {
    return Boolean.TRUE.equals(expression.value(path -> find(path, settings, base)));
  }

  /** What a point sets there, or else the scenario. */
  private static Object find(ScenarioPath path, List<List<Setting>> settings, JsonNode base) {
    for (List<Setting> axis : settings) {
      for (Setting setting : axis) {
        if (setting.path().equals(path)) {
          return scalar(setting.label());
        }
      }
    }
    return path.in(base).map(Condition::scalar).orElse(Expression.ABSENT);
  }

  private static Object scalar(JsonNode node) {
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
