package io.millrace.ui.chart;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Draws numbers of pairs as colours, with the numbers where they have room. */
final class HeatMapPicture {
  /** With more cells there is no room for the numbers. */
  private static final int LABELLED = 120;

  /** Share of the range up to which the colours for low numbers need the text for those. */
  private static final double DARK = 0.65;

  private HeatMapPicture() {}

  static Picture of(HeatMap map) {
    return new Picture(
        map.title(),
        summary(map),
        Math.max(Frame.HEIGHT, Frame.heightOf(map.rows().size())),
        option(map),
        List.of(map.columnName(), map.rowName(), map.value().label()),
        rows(map));
  }

  private static ArrayNode rows(HeatMap map) {
    ArrayNode rows = Frame.array();
    for (HeatMap.Cell cell : map.cells()) {
      rows.addArray()
          .add(map.columns().get(cell.column()))
          .add(map.rows().get(cell.row()))
          .add(cell.value());
    }
    return rows;
  }

  private static ObjectNode option(HeatMap map) {
    ObjectNode option = Frame.option();
    option.withObject("grid").put("top", 36).put("bottom", 96);
    ObjectNode across = Frame.categories(map.columnName(), map.columns());
    option.set("xAxis", across.put("nameLocation", "middle").put("nameGap", 30));
    ObjectNode upward = Frame.categories(map.rowName(), map.rows());
    upward.put("nameLocation", "end").put("nameGap", 12);
    upward.putObject("nameTextStyle").put("align", "left");
    option.set("yAxis", upward);
    DoubleSummaryStatistics range =
        map.cells().stream().mapToDouble(HeatMap.Cell::value).summaryStatistics();
    double least = range.getCount() == 0 ? 0 : range.getMin();
    double most = range.getCount() == 0 ? 1 : range.getMax();
    addColours(option, map, least, most);
    ObjectNode series = Frame.series(option, "heatmap", map.value().name());
    series.putObject("label").put("show", map.cells().size() <= LABELLED);
    series.putObject("itemStyle").put("borderColor", "--chart-surface").put("borderWidth", 1);
    ArrayNode data = series.putArray("data");
    int row = 0;
    for (HeatMap.Cell cell : map.cells()) {
      ObjectNode datum = data.addObject().put("row", row++);
      if (!cell.id().isEmpty()) {
        datum.put("id", cell.id());
      }
      datum.putArray("value").add(cell.column()).add(cell.row()).add(cell.value());
      boolean low = cell.value() < least + DARK * (most - least);
      datum
          .putObject("label")
          .put("formatter", Numbers.text(cell.value()))
          .put("color", low ? "--heat-low-text" : "--heat-high-text");
    }
    return option;
  }

  private static void addColours(ObjectNode option, HeatMap map, double least, double most) {
    ObjectNode colours = option.putObject("visualMap").put("type", "continuous");
    colours.put("min", least).put("max", most).put("calculable", true);
    colours.put("orient", "horizontal").put("left", "center").put("bottom", 0);
    colours.put("precision", decimals(most - least));
    colours.putArray("text").add(map.value().label()).add("");
    colours
        .putObject("inRange")
        .putArray("color")
        .add("--heat-low")
        .add("--heat-middle")
        .add("--heat-high");
  }

  /** Enough to tell four digits of a range apart. */
  private static int decimals(double width) {
    return width > 0 ? Math.clamp(3 - (long) Math.floor(Math.log10(width)), 0, 12) : 3;
  }

  private static String summary(HeatMap map) {
    return "%s. Heat map of %s over %d values of %s and %d of %s: %s."
        .formatted(
            map.title(),
            map.value().label(),
            map.columns().size(),
            map.columnName(),
            map.rows().size(),
            map.rowName(),
            Numbers.range(map.cells().stream().map(HeatMap.Cell::value).toList()));
  }
}
