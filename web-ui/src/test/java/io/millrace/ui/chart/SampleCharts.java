package io.millrace.ui.chart;

import java.util.ArrayList;
import java.util.List;

/** One chart of each kind, with texts that mean no good. */
final class SampleCharts {
  /** Would run if anything made HTML of it. */
  static final String SCRIPT = "<script>hacked=1</script><img src=x onerror=hacked=1>";

  private SampleCharts() {}

  static Scatter scatter() {
    List<Scatter.Point> points = new ArrayList<>();
    List<String> groups = List.of("tensor 8", "tensor 4, pipeline 2", "data only");
    for (int plan = 0; plan < 60; plan++) {
      double seconds = 2 + Math.abs(Math.sin(plan * 7.1)) * 9;
      double memory = 20 + 500 / seconds * (0.4 + Math.abs(Math.cos(plan * 3.3)) * 0.6);
      String group = groups.get(plan % groups.size());
      String reason = memory > 141 ? "needs more than 141 GB" : "";
      points.add(new Scatter.Point("p" + plan, "plan " + plan, group, seconds, memory, reason));
    }
    points.add(new Scatter.Point("script", SCRIPT, groups.getFirst(), 6, 60));
    points.add(new Scatter.Point("front-1", "lean", groups.getLast(), 9, 30));
    points.add(new Scatter.Point("front-2", "fast", groups.getLast(), 2.1, 90));
    return new Scatter(
        "Plans of a 70B model",
        "Plan",
        Axis.of("iteration time", "s").with(new Axis.Limit("target 8 s", 8)),
        Axis.of("memory", "GB").with(new Axis.Limit("a device has 141 GB", 141)),
        points,
        List.of("front-2", "script", "front-1"));
  }

  static StackedBars bars() {
    return new StackedBars(
        "Memory of each stage",
        "Stage",
        Axis.of("memory", "GB").with(new Axis.Limit("80 GB", 80)),
        List.of("stage 0", "stage 1", "stage 2", "stage 3, <b>the last</b>"),
        List.of(
            new StackedBars.Part("weights", "--computing-1", List.of(22.0, 20.0, 20.0, 24.0)),
            new StackedBars.Part("gradients", "--computing-2", List.of(11.0, 10.0, 10.0, 12.0)),
            new StackedBars.Part("activations", "--computing-4", List.of(40.0, 30.0, 20.0, 10.0)),
            new StackedBars.Part("buffers", List.of(2.0, 2.0, 2.0, 2.0))));
  }

  static Lines lines() {
    List<Lines.Line> lines = new ArrayList<>();
    for (String name : List.of("H100", "H200", "B200", "MI300X")) {
      List<Lines.Position> positions = new ArrayList<>();
      for (int devices = 8; devices <= 1024; devices *= 2) {
        double slope = 1e4 * (1 + lines.size() * 0.4);
        positions.add(new Lines.Position(devices, slope * Math.pow(devices, 0.93)));
      }
      lines.add(new Lines.Line(name, positions));
    }
    return new Lines(
        "Scaling",
        Axis.of("devices", "").logarithmic(),
        Axis.of("throughput", "tokens/s").logarithmic().with(new Axis.Limit("wanted", 1e6)),
        lines);
  }

  static HeatMap heatMap() {
    List<HeatMap.Cell> cells = new ArrayList<>();
    for (int column = 0; column < 8; column++) {
      for (int row = 0; row < 6; row++) {
        if (column + row > 1) {
          cells.add(new HeatMap.Cell(column, row, 12.3 / (1 + column * 0.7 + row * 0.5)));
        }
      }
    }
    return new HeatMap(
        "Iteration time by bandwidth and memory",
        Axis.of("iteration time", "s"),
        "network (GB/s)",
        List.of("25", "50", "100", "200", "400", "800", "1,600", "3,200"),
        "memory (GB)",
        List.of("40", "80", "96", "141", "192", "288"),
        cells);
  }

  static Tornado tornado() {
    return new Tornado(
        "What the iteration time hangs on",
        Axis.of("iteration time", "s"),
        4.2,
        List.of(
            swing("network latency", "1 µs", 4.19, "4 µs", 4.23),
            swing("peak compute", "800 TFLOP/s", 5.1, "1,200 TFLOP/s", 3.6),
            swing("network bandwidth", "40 GB/s", 4.9, "60 GB/s", 3.9),
            swing("memory bandwidth", "2.7 TB/s", 4.5, "4 TB/s", 4.05)));
  }

  private static Tornado.Swing swing(
      String name, String low, double withLow, String high, double withHigh) {
    return new Tornado.Swing(
        name, new Tornado.Side(low, withLow), new Tornado.Side(high, withHigh));
  }
}
