package io.millrace.ui.chart;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a browser needs to show a chart.
 *
 * @param title what it is called
 * @param summary the chart in words
 * @param height of the drawing, in the size of the page's letters
 * @param option of ECharts. Colours are names of custom properties; a datum with a {@code row}
 *     stands for that row of the table, one with an {@code id} can be chosen
 * @param columns of the table
 * @param rows of the table: texts, numbers, or null
 */
record Picture(
    String title,
    String summary,
    double height,
    ObjectNode option,
    List<String> columns,
    ArrayNode rows) {

  /** Draws a chart. */
  static Picture of(ChartDescription description) {
    return switch (description) {
      case Scatter scatter -> ScatterPicture.of(scatter);
      case StackedBars bars -> StackedBarsPicture.of(bars);
      case Waterfall waterfall -> WaterfallPicture.of(waterfall);
      case Lines lines -> LinesPicture.of(lines);
      case HeatMap map -> HeatMapPicture.of(map);
      case Tornado tornado -> TornadoPicture.of(tornado);
      case ParallelCoordinates lines -> ParallelCoordinatesPicture.of(lines);
    };
  }

  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("title", title);
    node.put("summary", summary);
    node.put("height", height);
    node.set("option", option);
    columns.forEach(node.putArray("columns")::add);
    node.set("rows", rows);
    return node;
  }
}
