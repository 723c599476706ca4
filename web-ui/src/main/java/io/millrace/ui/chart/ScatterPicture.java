package io.millrace.ui.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Draws points: a series for each group, one for those that are out of the question. */
final class ScatterPicture {
  private static final String IMPOSSIBLE = "not possible";

  /** Not by colour alone. */
  private static final List<String> SHAPES =
      List.of("circle", "triangle", "rect", "diamond", "roundRect", "pin", "arrow");

  private ScatterPicture() {}

  static Picture of(Scatter scatter) {
    return new Picture(
        scatter.title(),
        summary(scatter),
        Frame.HEIGHT,
        option(scatter),
        columns(scatter),
        rows(scatter));
  }

  private static boolean someImpossible(Scatter scatter) {
    return scatter.points().stream().anyMatch(it -> !it.possible());
  }

  private static List<String> columns(Scatter scatter) {
    List<String> columns =
        new ArrayList<>(
            List.of(scatter.point(), "Group", scatter.x().label(), scatter.y().label()));
    if (someImpossible(scatter)) {
      columns.add("Why not");
    }
    return columns;
  }

  private static ArrayNode rows(Scatter scatter) {
    boolean withReason = someImpossible(scatter);
    ArrayNode rows = Frame.array();
    for (Scatter.Point point : scatter.points()) {
      ArrayNode row = rows.addArray();
      row.add(point.label()).add(point.group()).add(point.x()).add(point.y());
      if (withReason) {
        row.add(point.reason());
      }
    }
    return rows;
  }

  private static ObjectNode option(Scatter scatter) {
    ObjectNode option = Frame.option();
    option.set("xAxis", Frame.across(scatter.x()));
    option.set("yAxis", Frame.upward(scatter.y()));
    Frame.zoom(option);
    Map<String, ArrayNode> byGroup = new LinkedHashMap<>();
    ArrayNode impossible = Frame.array();
    int row = 0;
    for (Scatter.Point point : scatter.points()) {
      ArrayNode group =
          point.possible()
              ? byGroup.computeIfAbsent(point.group(), it -> Frame.array())
              : impossible;
      group.add(datum(point, row++));
    }
    joined(option, scatter);
    guides(option, scatter);
    addGroups(option, byGroup);
    List<String> keys = new ArrayList<>(byGroup.keySet());
    if (!impossible.isEmpty()) {
      addImpossible(option, impossible);
      keys.add(IMPOSSIBLE);
    }
    Frame.legend(option, keys);
    if (!scatter.points().isEmpty()) {
      Scatter.Point any = scatter.points().getFirst();
      Frame.limits(
          option,
          new Frame.Limits(scatter.x().limits(), any.y()),
          new Frame.Limits(scatter.y().limits(), any.x()));
    }
    addSelected(option);
    return option;
  }

  private static ObjectNode datum(Scatter.Point point, int row) {
    ObjectNode datum = Frame.object().put("name", point.label()).put("id", point.id());
    datum.put("row", row);
    datum.putArray("value").add(point.x()).add(point.y());
    return datum;
  }

  private static void addGroups(ObjectNode option, Map<String, ArrayNode> byGroup) {
    int index = 0;
    for (Map.Entry<String, ArrayNode> group : byGroup.entrySet()) {
      ObjectNode series = Frame.series(option, "scatter", group.getKey());
      series.put("symbol", SHAPES.get(index % SHAPES.size())).put("symbolSize", 10).put("z", 3);
      series
          .putObject("itemStyle")
          .put("color", "--chart-" + (index % Chart.COLOURS + 1))
          .put("opacity", 0.85);
      series.set("data", group.getValue());
      index++;
    }
  }

  private static void addImpossible(ObjectNode option, ArrayNode impossible) {
    ObjectNode series = Frame.series(option, "scatter", IMPOSSIBLE);
    series.put("symbol", "circle").put("symbolSize", 7).put("z", 2);
    series
        .putObject("itemStyle")
        .put("color", "transparent")
        .put("borderColor", "--chart-disabled")
        .put("borderWidth", 1.5);
    series.set("data", impossible);
  }

  private static void joined(ObjectNode option, Scatter scatter) {
    if (scatter.joined().isEmpty()) {
      return;
    }
    Map<String, Scatter.Point> byId = new LinkedHashMap<>();
    scatter.points().forEach(it -> byId.put(it.id(), it));
    ObjectNode line = Frame.series(option, "line", "").put("silent", true).put("z", 1);
    line.put("showSymbol", false);
    line.putObject("lineStyle").put("width", 1.5).put("color", "--chart-front");
    ArrayNode data = line.putArray("data");
    for (String id : scatter.joined()) {
      Scatter.Point point = byId.get(id);
      if (point != null) {
        data.addArray().add(point.x()).add(point.y());
      }
    }
  }

  private static void guides(ObjectNode option, Scatter scatter) {
    for (Scatter.Guide guide : scatter.guides()) {
      ObjectNode line = Frame.series(option, "line", guide.label()).put("silent", true);
      line.put("z", 1).put("showSymbol", false);
      line.putObject("lineStyle")
          .put("width", 1.5)
          .put("type", "dashed")
          .put("color", "--chart-front");
      ArrayNode data = line.putArray("data");
      data.addArray().add(guide.fromX()).add(guide.fromY());
      data.addArray().add(guide.toX()).add(guide.toY());
    }
  }

  /** A ring around what is chosen; the page fills it in. */
  private static void addSelected(ObjectNode option) {
    ObjectNode ring = Frame.series(option, "scatter", "").put("id", "selected");
    ring.put("silent", true).put("z", 5).put("symbol", "circle").put("symbolSize", 20);
    ring.putObject("itemStyle")
        .put("color", "transparent")
        .put("borderColor", "--chart-selected")
        .put("borderWidth", 2.5);
    ring.putObject("label")
        .put("show", true)
        .put("formatter", "{b}")
        .put("position", "top")
        .put("fontWeight", "bold")
        .put("color", "--chart-text")
        .put("textBorderColor", "--chart-surface")
        .put("textBorderWidth", 3);
    ring.putArray("data");
  }

  private static String summary(Scatter scatter) {
    List<Scatter.Point> points = scatter.points();
    long impossible = points.stream().filter(it -> !it.possible()).count();
    List<String> groups = points.stream().map(Scatter.Point::group).distinct().toList();
    return "%s. Scatter chart of %d points: %s from %s across, %s from %s upward%s. Groups: %s.%s"
        .formatted(
            scatter.title(),
            points.size(),
            scatter.x().label(),
            Numbers.range(points.stream().map(Scatter.Point::x).toList()),
            scatter.y().label(),
            Numbers.range(points.stream().map(Scatter.Point::y).toList()),
            impossible == 0 ? "" : "; " + impossible + " are not possible",
            String.join(", ", groups),
            scatter.guides().stream()
                .map(Scatter.Guide::label)
                .collect(Collectors.joining(", ", " Dashed lines: ", "."))
                .replaceAll("^ Dashed lines: \\.$", ""));
  }
}
