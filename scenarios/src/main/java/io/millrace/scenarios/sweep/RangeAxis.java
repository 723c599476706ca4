package io.millrace.scenarios.sweep;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An axis that is an interval, of which samples take any value.
 *
 * @param logarithmic whether equal factors are equally long, instead of equal differences
 * @param whole whether values are whole numbers
 * @param unit what follows the number, such as {@code USD/h}; empty for plain numbers
 */
record RangeAxis(
    ScenarioPath path, double from, double to, boolean logarithmic, boolean whole, String unit)
    implements Axis {

  @Override
  public List<ScenarioPath> paths() {
    return List.of(path);
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public List<Setting> at(int point) {
    throw new UnsupportedOperationException("a continuous range has no points");
  }

  @Override
  public List<Setting> at(double share) {
    JsonNode value = value(share);
    return List.of(Setting.of(path, withUnit(value, unit), value));
  }

  private JsonNode value(double share) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    double end = whole ? to + 1 : to;
    double value = logarithmic ? from * Math.pow(end / from, share) : from + share * (end - from);
    return whole
        ? nodes.numberNode((long) Math.min(to, Math.floor(value)))
        : nodes.numberNode(value);
  }

  /** A number as quantities are written. */
  static JsonNode withUnit(JsonNode number, String unit) {
    return unit.isEmpty()
        ? number
        : JsonNodeFactory.instance.stringNode(number.asString() + " " + unit);
  }
}
