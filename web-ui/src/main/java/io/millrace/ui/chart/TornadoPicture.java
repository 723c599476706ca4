package io.millrace.ui.chart;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Draws what inputs do to a result as bars to both sides, the widest at the top. */
final class TornadoPicture {
  private TornadoPicture() {}

  static Picture of(Tornado tornado) {
    List<Tornado.Swing> swings =
        tornado.swings().stream()
            .sorted(Comparator.comparingDouble(Tornado.Swing::width).reversed())
            .toList();
    String result = tornado.result().label();
    return new Picture(
        tornado.title(),
        summary(tornado, swings),
        Frame.heightOf(swings.size()),
        option(tornado, swings),
        List.of("Input", "Less of it", result + " with less", "More of it", result + " with more"),
        rows(swings));
  }

  private static ArrayNode rows(List<Tornado.Swing> swings) {
    ArrayNode rows = Frame.array();
    for (Tornado.Swing swing : swings) {
      rows.addArray()
          .add(swing.name())
          .add(swing.low().setting())
          .add(swing.low().result())
          .add(swing.high().setting())
          .add(swing.high().result());
    }
    return rows;
  }

  private static ObjectNode option(Tornado tornado, List<Tornado.Swing> swings) {
    ObjectNode option = Frame.option();
    Axis result = tornado.result();
    Axis change = Axis.of("change of " + result.name(), result.unit());
    ObjectNode across = Frame.across(change).put("scale", false);
    // Room for the settings at the ends of the bars.
    across.putArray("boundaryGap").add("15%").add("15%");
    option.set("xAxis", across);
    ObjectNode inputs = Frame.categories("", swings.stream().map(Tornado.Swing::name).toList());
    inputs.put("inverse", true);
    inputs.putObject("axisLine").put("onZero", false);
    option.set("yAxis", inputs);
    addSide(option, "less of it", "--chart-1", tornado.base(), swings, Tornado.Swing::low);
    addSide(option, "more of it", "--chart-2", tornado.base(), swings, Tornado.Swing::high);
    Frame.legend(option, List.of("less of it", "more of it"));
    return option;
  }

  private static void addSide(
      ObjectNode option,
      String name,
      String colour,
      double base,
      List<Tornado.Swing> swings,
      Function<Tornado.Swing, Tornado.Side> side) {
    ObjectNode series = Frame.series(option, "bar", name).put("barGap", "-100%");
    series.put("barMaxWidth", 26);
    series.putObject("itemStyle").put("color", colour).put("opacity", 0.85);
    ArrayNode data = series.putArray("data");
    int row = 0;
    for (Tornado.Swing swing : swings) {
      Tornado.Side end = side.apply(swing);
      double change = end.result() - base;
      ObjectNode datum = data.addObject().put("name", end.setting()).put("value", change);
      datum.put("row", row++);
      datum
          .putObject("label")
          .put("show", change != 0)
          .put("formatter", "{b}")
          .put("position", change < 0 ? "left" : "right");
    }
  }

  private static String summary(Tornado tornado, List<Tornado.Swing> swings) {
    String most =
        swings.isEmpty()
            ? ""
            : " The widest: %s, %s to %s."
                .formatted(
                    swings.getFirst().name(),
                    Numbers.text(swings.getFirst().low().result()),
                    Numbers.text(swings.getFirst().high().result()));
    return "%s. Tornado chart of %d inputs around %s of %s.%s"
        .formatted(
            tornado.title(),
            swings.size(),
            tornado.result().label(),
            Numbers.text(tornado.base()),
            most);
  }
}
