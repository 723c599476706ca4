package io.millrace.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Draws wholes and their parts as bars that lie below each other, where long names have room. */
final class StackedBarsPicture {
  private StackedBarsPicture() {}

  static Picture of(StackedBars bars) {
    List<String> columns = new ArrayList<>(List.of(bars.bar()));
    bars.parts().forEach(it -> columns.add(it.name()));
    columns.add("Total");
    return new Picture(
        bars.title(),
        summary(bars),
        Frame.heightOf(bars.bars().size()),
        option(bars),
        columns,
        rows(bars));
  }

  private static ArrayNode rows(StackedBars bars) {
    ArrayNode rows = Frame.array();
    for (int bar = 0; bar < bars.bars().size(); bar++) {
      ArrayNode row = rows.addArray().add(bars.bars().get(bar));
      for (StackedBars.Part part : bars.parts()) {
        row.add(part.lengths().get(bar));
      }
      row.add(total(bars, bar));
    }
    return rows;
  }

  private static double total(StackedBars bars, int bar) {
    return bars.parts().stream().mapToDouble(it -> it.lengths().get(bar)).sum();
  }

  private static ObjectNode option(StackedBars bars) {
    ObjectNode option = Frame.option();
    option.withObject("grid").put("top", Frame.BELOW_KEYS);
    option.set("xAxis", Frame.across(bars.length()).put("scale", false));
    option.set("yAxis", Frame.categories("", bars.bars()).put("inverse", true));
    int index = 0;
    for (StackedBars.Part part : bars.parts()) {
      ObjectNode series = Frame.series(option, "bar", part.name()).put("stack", "whole");
      series.put("barMaxWidth", 26);
      series
          .putObject("itemStyle")
          .put(
              "color",
              part.colour().isEmpty() ? "--chart-" + (index % Chart.COLOURS + 1) : part.colour())
          .put("borderColor", "--chart-surface")
          .put("borderWidth", 0.5);
      ArrayNode data = series.putArray("data");
      for (int bar = 0; bar < bars.bars().size(); bar++) {
        data.addObject().put("value", part.lengths().get(bar)).put("row", bar);
      }
      index++;
    }
    Frame.legend(option, bars.parts().stream().map(StackedBars.Part::name).toList());
    Frame.limits(
        option, new Frame.Limits(bars.length().limits(), 0), new Frame.Limits(List.of(), 0));
    return option;
  }

  private static String summary(StackedBars bars) {
    List<Double> totals =
        IntStream.range(0, bars.bars().size()).mapToObj(bar -> total(bars, bar)).toList();
    return "%s. Stacked bar chart of %d bars: %s, in all %s. Parts: %s."
        .formatted(
            bars.title(),
            bars.bars().size(),
            bars.length().label(),
            Numbers.range(totals),
            String.join(", ", bars.parts().stream().map(StackedBars.Part::name).toList()));
  }
}
