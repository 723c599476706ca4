package io.millrace.scenarios.sweep;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a point has to meet, such as {@code cluster.devices >= plan.tensor * plan.pipeline}. */
final class Condition {
  private final Expression expression;
  private final Map<ScenarioPath, Object> constants = new HashMap<>();

  /**
   * Prepares it.
   *
   * @param base the scenario, for what no axis varies
   */
  Condition(ExpressionParser.Parsed parsed, JsonNode base) {
    this.expression = parsed.expression();
    for (ScenarioPath path : parsed.paths()) {
      path.in(base).ifPresent(it -> constants.put(path, Setting.scalar(it)));
    }
  }

  /** Whether it holds; where something is compared that a point does not have, it does not. */
  boolean holds(List<List<Setting>> settings) {
    return Boolean.TRUE.equals(expression.value(path -> find(path, settings)));
  }

  /** What a point sets there, or else the scenario. */
  private Object find(ScenarioPath path, List<List<Setting>> settings) {
    for (List<Setting> axis : settings) {
      for (Setting setting : axis) {
        if (setting.path().equals(path)) {
          return setting.scalar();
        }
      }
    }
    return constants.getOrDefault(path, Expression.ABSENT);
  }
}
