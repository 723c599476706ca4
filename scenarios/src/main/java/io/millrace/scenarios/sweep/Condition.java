package io.millrace.scenarios.sweep;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** What a point has to meet, such as {@code cluster.devices >= plan.tensor * plan.pipeline}. */
final class Condition {
  private final Expression expression;

  /** Where the value of each path stands, by the paths that the expression itself has. */
  private final Map<ScenarioPath, Function<Point, Object>> values = new IdentityHashMap<>();

  /**
   * Prepares it.
   *
   * @param axes in the order in which points have their settings
   * @param base the scenario, for what no axis varies
   */
  Condition(ExpressionParser.Parsed parsed, List<Axis> axes, JsonNode base) {
    this.expression = parsed.expression();
    for (ScenarioPath path : parsed.paths()) {
      Object given = path.in(base).map(Setting::scalar).orElse(Expression.ABSENT);
      values.put(path, _ -> given);
      for (int i = 0; i < axes.size(); i++) {
        int axis = i;
        int place = axes.get(i).paths().indexOf(path);
        if (place >= 0) {
          values.put(path, point -> point.settings().get(axis).get(place).scalar());
        }
      }
    }
  }

  /** Whether it holds; where something is compared that a point does not have, it does not. */
  boolean holds(Point point) {
    return Boolean.TRUE.equals(
        expression.value(
            path -> {
              Function<Point, Object> value = values.get(path);
              return value == null ? Expression.ABSENT : value.apply(point);
            }));
  }
}
