package io.millrace.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Draws each step where the one before it ended, on a bar that cannot be seen. */
final class WaterfallPicture {
  private static final String WHOLE = "--chart-text";

  private record Row(Waterfall.Step step, double from) {}

  private WaterfallPicture() {}

  static Picture of(Waterfall waterfall) {
    List<Row> rows = rows(waterfall);
    ArrayNode table = Frame.array();
    for (Row row : rows) {
      table.addArray().add(row.step().name()).add(row.step().amount()).add(end(row));
    }
    return new Picture(
        waterfall.title(),
        summary(waterfall),
        Frame.heightOf(rows.size()),
        option(waterfall, rows),
        List.of("Part", waterfall.length().label(), "Up to"),
        table);
  }

  private static double end(Row row) {
    return row.from() + row.step().amount();
  }

  private static List<Row> rows(Waterfall waterfall) {
    List<Row> rows = new ArrayList<>();
    double at = 0;
    for (Waterfall.Step step : waterfall.steps()) {
      rows.add(new Row(step, at));
      at += step.amount();
    }
    rows.add(new Row(new Waterfall.Step(waterfall.total(), WHOLE, at), 0));
    for (Waterfall.Step step : waterfall.after()) {
      rows.add(new Row(step, at));
      at += step.amount();
    }
    return rows;
  }

  private static ObjectNode option(Waterfall waterfall, List<Row> rows) {
    ObjectNode option = Frame.option();
    option.withObject("grid").put("top", Frame.BELOW_KEYS).put("right", 56);
    option.set("xAxis", Frame.across(waterfall.length()).put("scale", false));
    option.set(
        "yAxis",
        Frame.categories("", rows.stream().map(it -> it.step().name()).toList())
            .put("inverse", true));
    ObjectNode below = Frame.series(option, "bar", "").put("stack", "whole").put("silent", true);
    below.putObject("itemStyle").put("color", "transparent");
    ArrayNode offsets = below.putArray("data");
    rows.forEach(it -> offsets.add(it.from()));
    ObjectNode series = Frame.series(option, "bar", "amount").put("stack", "whole");
    series.put("barMaxWidth", 26);
    series.putObject("label").put("show", true).put("position", "right");
    ArrayNode data = series.putArray("data");
    for (int row = 0; row < rows.size(); row++) {
      Waterfall.Step step = rows.get(row).step();
      ObjectNode datum = data.addObject().put("value", step.amount()).put("row", row);
      datum.putObject("itemStyle").put("color", step.colour());
      datum.putObject("label").put("formatter", Numbers.text(step.amount()));
    }
    Frame.limits(
        option, new Frame.Limits(waterfall.length().limits(), 0), new Frame.Limits(List.of(), 0));
    return option;
  }

  private static String summary(Waterfall waterfall) {
    String steps =
        waterfall.steps().stream()
            .map(it -> it.name() + " " + Numbers.text(it.amount()))
            .collect(Collectors.joining(", "));
    String after =
        waterfall.after().stream()
            .map(it -> "; " + it.name() + " " + Numbers.text(it.amount()))
            .collect(Collectors.joining());
    return "%s. Waterfall chart of %s: %s; %s %s%s."
        .formatted(
            waterfall.title(),
            waterfall.length().label(),
            steps,
            waterfall.total(),
            Numbers.text(waterfall.whole()),
            after);
  }
}
