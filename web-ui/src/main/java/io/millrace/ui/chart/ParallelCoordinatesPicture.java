package io.millrace.ui.chart;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Draws lines across parallel axes. */
final class ParallelCoordinatesPicture {
  private static final int FEW = 150;

  private ParallelCoordinatesPicture() {}

  static Picture of(ParallelCoordinates chart) {
    List<String> columns = new ArrayList<>(List.of(chart.line()));
    chart.axes().forEach(it -> columns.add(it.of().label()));
    return new Picture(
        chart.title(), summary(chart), Frame.HEIGHT, option(chart), columns, rows(chart));
  }

  private static ArrayNode rows(ParallelCoordinates chart) {
    ArrayNode rows = Frame.array();
    for (ParallelCoordinates.Line line : chart.lines()) {
      ArrayNode row = rows.addArray().add(line.label());
      for (int axis = 0; axis < chart.axes().size(); axis++) {
        List<String> categories = chart.axes().get(axis).categories();
        double value = line.values().get(axis);
        if (categories.isEmpty()) {
          row.add(value);
        } else {
          row.add(categories.get((int) value));
        }
      }
    }
    return rows;
  }

  private static ObjectNode option(ParallelCoordinates chart) {
    ObjectNode option = Frame.option();
    option.remove("grid");
    option.putObject("parallel").put("left", 48).put("right", 64).put("top", 56).put("bottom", 56);
    ArrayNode axes = option.putArray("parallelAxis");
    for (int at = 0; at < chart.axes().size(); at++) {
      addAxis(axes, chart.axes().get(at), at);
    }
    addColours(option, chart);
    ObjectNode series = Frame.series(option, "parallel", chart.line());
    series.put("inactiveOpacity", 0.04).put("activeOpacity", 0.9);
    series
        .putObject("lineStyle")
        .put("width", chart.lines().size() <= FEW ? 1.6 : 1)
        .put("opacity", chart.lines().size() <= FEW ? 0.75 : 0.35);
    ArrayNode data = series.putArray("data");
    int row = 0;
    for (ParallelCoordinates.Line line : chart.lines()) {
      ObjectNode datum = data.addObject().put("name", line.label()).put("id", line.id());
      datum.put("row", row++);
      line.values().forEach(datum.putArray("value")::add);
    }
    return option;
  }

  private static void addAxis(ArrayNode axes, ParallelCoordinates.ParallelAxis axis, int at) {
    ObjectNode node = axes.addObject().put("dim", at).put("id", axis.id());
    // One above, one below: names of many axes would cover each other.
    node.put("name", axis.of().label()).put("nameLocation", at % 2 == 0 ? "end" : "start");
    node.put("nameGap", 14).put("realtime", false);
    node.putObject("areaSelectStyle").put("width", 16);
    if (axis.categories().isEmpty()) {
      boolean logarithmic = axis.of().scale() == Axis.Scale.LOGARITHMIC;
      node.put("type", logarithmic ? "log" : "value").put("scale", true);
    } else {
      node.put("type", "category");
      axis.categories().forEach(node.putArray("data")::add);
    }
  }

  private static void addColours(ObjectNode option, ParallelCoordinates chart) {
    DoubleSummaryStatistics range =
        chart.lines().stream()
            .mapToDouble(it -> it.values().get(chart.shade()))
            .summaryStatistics();
    ObjectNode colours = option.putObject("visualMap").put("type", "continuous");
    colours.put("show", false).put("dimension", chart.shade());
    colours.put("min", range.getCount() == 0 ? 0 : range.getMin());
    colours.put("max", range.getCount() == 0 ? 1 : range.getMax());
    colours
        .putObject("inRange")
        .putArray("color")
        .add("--chart-3")
        .add("--chart-1")
        .add("--chart-2");
  }

  private static String summary(ParallelCoordinates chart) {
    return "%s. Parallel coordinates of %,d lines over %s; coloured by %s. Drag along an axis to keep a part of it."
        .formatted(
            chart.title(),
            chart.lines().size(),
            chart.axes().stream().map(it -> it.of().label()).collect(Collectors.joining(", ")),
            chart.axes().get(chart.shade()).of().label());
  }
}
