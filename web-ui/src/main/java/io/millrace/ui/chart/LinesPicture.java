package io.millrace.ui.chart;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Draws lines that differ in colour and stroke. */
final class LinesPicture {
  private static final List<String> STROKES = List.of("solid", "dashed", "dotted");

  /** With more of them, marks would hide the line. */
  private static final int MARKED = 60;

  private LinesPicture() {}

  static Picture of(Lines lines) {
    return new Picture(
        lines.title(),
        summary(lines),
        Frame.HEIGHT,
        option(lines),
        List.of("Line", lines.x().label(), lines.y().label()),
        rows(lines));
  }

  private static ArrayNode rows(Lines lines) {
    ArrayNode rows = Frame.array();
    for (Lines.Line line : lines.lines()) {
      for (Lines.Position position : line.positions()) {
        rows.addArray().add(line.name()).add(position.x()).add(position.y());
      }
    }
    return rows;
  }

  private static ObjectNode option(Lines lines) {
    ObjectNode option = Frame.option();
    option.set("xAxis", Frame.across(lines.x()));
    option.set("yAxis", Frame.upward(lines.y()));
    Frame.zoom(option);
    int index = 0;
    int row = 0;
    for (Lines.Line line : lines.lines()) {
      String colour = "--chart-" + (index % Chart.COLOURS + 1);
      ObjectNode series = Frame.series(option, "line", line.name());
      series.put("showSymbol", line.positions().size() <= MARKED).put("symbolSize", 6);
      series.put("symbol", "circle");
      series
          .putObject("lineStyle")
          .put("width", 2)
          .put("color", colour)
          .put("type", STROKES.get(index % STROKES.size()));
      series.putObject("itemStyle").put("color", colour);
      ArrayNode data = series.putArray("data");
      for (Lines.Position position : line.positions()) {
        ObjectNode datum = data.addObject().put("row", row++);
        datum.putArray("value").add(position.x()).add(position.y());
      }
      index++;
    }
    Frame.legend(option, lines.lines().stream().map(Lines.Line::name).toList());
    lines.lines().stream()
        .flatMap(line -> line.positions().stream())
        .findFirst()
        .ifPresent(
            any ->
                Frame.limits(
                    option,
                    new Frame.Limits(lines.x().limits(), any.y()),
                    new Frame.Limits(lines.y().limits(), any.x())));
    return option;
  }

  private static String summary(Lines lines) {
    List<Lines.Position> all =
        lines.lines().stream().flatMap(line -> line.positions().stream()).toList();
    return "%s. Line chart of %d lines: %s from %s across, %s from %s upward. Lines: %s."
        .formatted(
            lines.title(),
            lines.lines().size(),
            lines.x().label(),
            Numbers.range(all.stream().map(Lines.Position::x).toList()),
            lines.y().label(),
            Numbers.range(all.stream().map(Lines.Position::y).toList()),
            String.join(", ", lines.lines().stream().map(Lines.Line::name).toList()));
  }
}
