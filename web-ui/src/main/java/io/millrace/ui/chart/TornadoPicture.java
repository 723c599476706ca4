package io.millrace.ui.chart;

import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Draws what inputs do to a result as bars to both sides, the widest at the top. */
final class TornadoPicture {
  /** Share of the width that a setting takes beside its bar. */
  private static final double ROOM = 0.4;

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
    option.withObject("grid").put("top", Frame.BELOW_KEYS);
    Axis result = tornado.result();
    Axis change = Axis.of("change of " + result.name(), result.unit());
    ObjectNode across = Frame.across(change).put("scale", false);
    reach(across, tornado, swings);
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

  /** As far as the bars, with room for the settings at their ends. */
  private static void reach(ObjectNode across, Tornado tornado, List<Tornado.Swing> swings) {
    DoubleSummaryStatistics changes =
        swings.stream()
            .flatMapToDouble(it -> DoubleStream.of(it.low().result(), it.high().result()))
            .map(it -> it - tornado.base())
            .summaryStatistics();
    double least = Math.min(0, changes.getMin());
    double most = Math.max(0, changes.getMax());
    if (most > least && Double.isFinite(most - least)) {
      double room = ROOM * (most - least);
      across.put("min", least - room).put("max", most + room);
      // The ends are no round numbers.
      across.putObject("axisLabel").put("showMinLabel", false).put("showMaxLabel", false);
    }
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
      Tornado.Side other = end == swing.low() ? swing.high() : swing.low();
      double otherChange = other.result() - base;
      boolean sameSide = change * otherChange > 0;
      boolean inner =
          sameSide
              && (Math.abs(change) < Math.abs(otherChange)
                  || change == otherChange && end == swing.low());
      // Two labels at one side would lie on each other: the longer bar has both.
      String both = change < 0 ? "{b}, " + other.setting() : other.setting() + ", {b}";
      datum
          .putObject("label")
          .put("show", change != 0 && !inner)
          .put("formatter", sameSide ? both : "{b}")
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
