package io.millrace.scenarios.accuracy;

import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.Grouping;
import io.millrace.scenarios.check.Metric;
import io.millrace.scenarios.check.Summary;
import io.millrace.scenarios.svg.LogScale;
import io.millrace.scenarios.svg.SvgElement;
import io.millrace.scenarios.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Predicted against measured iteration times on logarithmic axes: a point for each case, coloured
 * by group, with its range; lines where both agree and where they differ by a fifth. Colours follow
 * the reader's preference for light or dark.
 */
public final class AccuracyChart {
  private static final int WIDTH = 980;
  private static final int HEIGHT = 720;
  private static final double LEFT = 76;
  private static final double RIGHT = 676;
  private static final double TOP = 62;
  private static final double BOTTOM = 662;
  private static final double LEGEND = 700;

  /** Distance of the legend's lines where there is room, and what it may take in all. */
  private static final double LINE = 22;

  private static final double FIFTH = 0.2;

  private static final String STYLE =
      """

          svg { font: 13px system-ui, sans-serif; background: #ffffff; }
          text { fill: #1f2328; }
          .faint { fill: #59636e; }
          .title { font-size: 17px; font-weight: 600; }
          .frame { fill: none; stroke: #8c959f; }
          .grid { stroke: #8c959f; stroke-opacity: 0.25; }
          .equal { stroke: #59636e; stroke-width: 1.5; }
          .fifth { stroke: #59636e; stroke-dasharray: 5 4; }
          .range { stroke-opacity: 0.25; }
          .point { fill-opacity: 0.8; }
          @media (prefers-color-scheme: dark) {
            svg { background: #0d1117; }
            text { fill: #f0f6fc; }
            .faint { fill: #9198a1; }
            .equal, .fifth { stroke: #9198a1; }
          }
        \
      """;

  private final List<CaseResult.Predicted> cases;
  private final List<Summary> groups;
  private final Summary total;
  private final Grouping grouping;
  private final LogScale across;
  private final LogScale up;

  private AccuracyChart(CheckResult result, Grouping grouping, Summary total) {
    this.cases = result.scored(Metric.ITERATION_TIME);
    this.groups =
        result.summaries(grouping, Metric.ITERATION_TIME).stream()
            .filter(it -> !it.group().equals(Summary.ALL))
            .toList();
    this.total = total;
    this.grouping = grouping;
    double[] values =
        cases.stream()
            .flatMapToDouble(it -> DoubleStream.of(it.measured(), it.predicted().value()))
            .toArray();
    double low = LogScale.below(DoubleStream.of(values).min().orElseThrow());
    double high = LogScale.above(DoubleStream.of(values).max().orElseThrow());
    this.across = new LogScale(low, Math.max(high, 2 * low), LEFT, RIGHT);
    this.up = new LogScale(across.low(), across.high(), BOTTOM, TOP);
  }

  /**
   * The picture.
   *
   * @param what is drawn, for the title
   */
  public static String of(CheckResult result, Grouping grouping, String what) {
    return result
        .total(Metric.ITERATION_TIME)
        .map(total -> new AccuracyChart(result, grouping, total).picture(what).write())
        .orElseGet(() -> empty(what).write());
  }

  private static SvgElement empty(String what) {
    return SvgElement.picture(WIDTH, HEIGHT)
        .add(SvgElement.of("title").text(what))
        .add(SvgElement.of("text").with("x", LEFT).with("y", TOP).text("no case was predicted"));
  }

  private SvgElement picture(String what) {
    String figures =
        "%d cases, median error %s, mean %s%s"
            .formatted(
                total.cases(),
                Numbers.percent(total.medianApe()),
                Numbers.percent(total.mape()),
                total.covered().isPresent()
                    ? ", " + Numbers.percent(total.covered().getAsDouble()) + " in range"
                    : "");
    return SvgElement.picture(WIDTH, HEIGHT)
        .with("role", "img")
        .with("aria-labelledby", "title description")
        .add(SvgElement.of("title").with("id", "title").text(what + ": " + figures))
        .add(SvgElement.of("desc").with("id", "description").text(description()))
        .add(SvgElement.of("style").text(STYLE))
        .add(text(LEFT, 26, what).with("class", "title"))
        .add(text(LEFT, 47, figures).with("class", "faint"))
        .add(axes())
        .add(guides())
        .add(ranges())
        .add(points())
        .add(legend());
  }

  private String description() {
    return ("A scatter of %d training iterations, from %s to %s s, coloured by %s. The line is"
            + " where prediction and measurement agree, the dashed lines are a fifth above and"
            + " below; bars are the predicted ranges. Rank correlation %s.")
        .formatted(
            cases.size(),
            Numbers.plain(across.low()),
            Numbers.plain(across.high()),
            grouping.label(),
            total.spearman().isPresent()
                ? Numbers.plain(total.spearman().getAsDouble())
                : "unknown");
  }

  private SvgElement axes() {
    SvgElement axes = SvgElement.of("g");
    for (double decade : across.decades()) {
      double x = across.position(decade);
      double y = up.position(decade);
      String label = Numbers.plain(decade);
      axes.add(line(x, TOP, x, BOTTOM).with("class", "grid"));
      axes.add(line(LEFT, y, RIGHT, y).with("class", "grid"));
      axes.add(text(x, BOTTOM + 19, label).with("text-anchor", "middle"));
      axes.add(text(LEFT - 8, y + 4, label).with("text-anchor", "end"));
    }
    double middle = (LEFT + RIGHT) / 2;
    double height = (TOP + BOTTOM) / 2;
    return axes.add(
            SvgElement.of("rect")
                .with("x", LEFT)
                .with("y", TOP)
                .with("width", RIGHT - LEFT)
                .with("height", BOTTOM - TOP)
                .with("class", "frame"))
        .add(
            text(middle, BOTTOM + 42, "measured, seconds per iteration")
                .with("text-anchor", "middle"))
        .add(
            text(20, height, "predicted, seconds per iteration")
                .with("text-anchor", "middle")
                .with("transform", "rotate(-90 20 " + SvgElement.number(height) + ")"));
  }

  private SvgElement guides() {
    return SvgElement.of("g")
        .add(guide(1).with("class", "equal"))
        .add(guide(1 + FIFTH).with("class", "fifth"))
        .add(guide(1 - FIFTH).with("class", "fifth"));
  }

  /** The line of equal ratio of predicted to measured, within the frame. */
  private SvgElement guide(double ratio) {
    double from = Math.max(across.low(), across.low() / ratio);
    double to = Math.min(across.high(), across.high() / ratio);
    return line(
        across.position(from),
        up.position(from * ratio),
        across.position(to),
        up.position(to * ratio));
  }

  private SvgElement ranges() {
    SvgElement ranges = SvgElement.of("g").with("class", "range");
    for (CaseResult.Predicted it : cases) {
      if (it.hasRange()) {
        double x = across.position(it.measured());
        double low = Math.max(across.low(), it.predicted().low());
        double high = Math.min(across.high(), it.predicted().high());
        ranges.add(
            line(x, up.position(low), x, up.position(high)).with("stroke", marker(it).colour()));
      }
    }
    return ranges;
  }

  private SvgElement points() {
    SvgElement points = SvgElement.of("g").with("class", "point");
    for (CaseResult.Predicted it : cases) {
      points.add(
          marker(it)
              .at(across.position(it.measured()), up.position(it.predicted().value()))
              .add(SvgElement.of("title").text(label(it))));
    }
    return points;
  }

  private static String label(CaseResult.Predicted it) {
    return "%s (%s): measured %s, predicted %s (%s), %s"
        .formatted(
            it.id(),
            it.family(),
            Numbers.with(it.measured(), it.metric().unit()),
            Numbers.with(it.predicted().value(), it.metric().unit()),
            Numbers.range(it.predicted()),
            Numbers.signedPercent(it.error()));
  }

  private Marker marker(CaseResult.Predicted it) {
    List<String> names = groups.stream().map(Summary::group).toList();
    return Marker.of(names.indexOf(grouping.of(it)));
  }

  private SvgElement legend() {
    SvgElement legend = SvgElement.of("g");
    legend.add(text(LEGEND, TOP + 4, grouping.label()).with("class", "faint"));
    legend.add(
        text(WIDTH - 16, TOP + 4, "cases, median error")
            .with("text-anchor", "end")
            .with("class", "faint"));
    double step = Math.min(LINE, (BOTTOM - TOP - LINE) / Math.max(1, groups.size()));
    List<SvgElement> rows = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      Summary group = groups.get(i);
      double y = TOP + LINE + 4 + i * step;
      rows.add(Marker.of(i).at(LEGEND + 6, y - 4));
      rows.add(text(LEGEND + 18, y, group.group()));
      rows.add(
          text(WIDTH - 16, y, "%d, %s".formatted(group.cases(), Numbers.percent(group.medianApe())))
              .with("text-anchor", "end"));
    }
    rows.forEach(legend::add);
    return legend;
  }

  private static SvgElement text(double x, double y, String content) {
    return SvgElement.of("text").with("x", x).with("y", y).text(content);
  }

  private static SvgElement line(double fromX, double fromY, double toX, double toY) {
    return SvgElement.of("line")
        .with("x1", fromX)
        .with("y1", fromY)
        .with("x2", toX)
        .with("y2", toY);
  }
}
