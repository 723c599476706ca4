package io.millrace.ui.chart;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The parts that drawings have in common, in the words of ECharts' options. */
final class Frame {
  /** Height of a drawing whose content does not ask for another. */
  static final double HEIGHT = 24;

  /** Where a drawing begins whose upward axis has no name, in pixels. */
  static final int BELOW_KEYS = 48;

  private static final double BAR = 2.2;
  private static final double AROUND_BARS = 6.5;

  private Frame() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Enough for some bars below each other. */
  static double heightOf(int bars) {
    return AROUND_BARS + BAR * bars;
  }

  /** An empty drawing. */
  static ObjectNode option() {
    ObjectNode option = object();
    option.put("animation", false);
    option
        .putObject("grid")
        .put("left", 12)
        .put("right", 28)
        .put("top", 64)
        .put("bottom", 40)
        .put("containLabel", true);
    option.putObject("tooltip").put("trigger", "item").put("confine", true);
    option.putArray("series");
    return option;
  }

  /** The keys of some series. */
  static void legend(ObjectNode option, List<String> names) {
    ObjectNode legend = option.putObject("legend").put("type", "scroll").put("top", 0);
    legend.put("left", 0);
    names.forEach(legend.putArray("data")::add);
  }

  static ObjectNode across(Axis axis) {
    return numbers(axis).put("nameLocation", "middle").put("nameGap", 30);
  }

  static ObjectNode upward(Axis axis) {
    ObjectNode node = numbers(axis).put("nameLocation", "end").put("nameGap", 12);
    node.putObject("nameTextStyle").put("align", "left");
    return node;
  }

  private static ObjectNode numbers(Axis axis) {
    return object()
        .put("type", axis.scale() == Axis.Scale.LOGARITHMIC ? "log" : "value")
        .put("name", axis.label())
        .put("scale", true);
  }

  static ObjectNode categories(String name, List<String> categories) {
    ObjectNode node = object().put("type", "category").put("name", name);
    categories.forEach(node.putArray("data")::add);
    node.putObject("axisTick").put("show", false);
    return node;
  }

  /** Lets people look closer; a wheel without the control key still scrolls the page. */
  static void zoom(ObjectNode option) {
    ArrayNode zooms = option.putArray("dataZoom");
    for (String axis : List.of("xAxisIndex", "yAxisIndex")) {
      zooms
          .addObject()
          .put("type", "inside")
          .put(axis, 0)
          .put("zoomOnMouseWheel", "ctrl")
          .put("filterMode", "none");
    }
  }

  static ObjectNode series(ObjectNode option, String type, String name) {
    return option.withArray("series").addObject().put("type", type).put("name", name);
  }

  /**
   * The limits of the axes as dashed lines, with an invisible point at each, so that the axes reach
   * as far.
   */
  static void limits(ObjectNode option, Limits across, Limits upward) {
    if (across.of().isEmpty() && upward.of().isEmpty()) {
      return;
    }
    ObjectNode series = series(option, "scatter", "").put("silent", true).put("symbolSize", 0);
    ArrayNode reach = series.putArray("data");
    ObjectNode lines = series.putObject("markLine").put("symbol", "none").put("silent", true);
    lines.put("animation", false);
    lines.putObject("lineStyle").put("type", "dashed").put("color", "--chart-limit");
    lines
        .putObject("label")
        .put("formatter", "{b}")
        .put("position", "insideEndTop")
        .put("color", "--chart-limit");
    ArrayNode data = lines.putArray("data");
    String top = option.at("/yAxis/inverse").asBoolean(false) ? "start" : "end";
    for (Axis.Limit limit : across.of()) {
      ObjectNode line = data.addObject().put("name", limit.label()).put("xAxis", limit.at());
      line.putObject("label").put("position", top).put("distance", 4);
      reach.addArray().add(limit.at()).add(across.beside());
    }
    for (Axis.Limit limit : upward.of()) {
      data.addObject().put("name", limit.label()).put("yAxis", limit.at());
      reach.addArray().add(upward.beside()).add(limit.at());
    }
  }

  /**
   * Limits of one axis.
   *
   * @param of the axis
   * @param beside a number that the other axis shows anyway
   */
  record Limits(List<Axis.Limit> of, double beside) {}
}
