package io.millrace.scenarios.tornado;

import io.millrace.model.report.Sensitivity;
import io.millrace.model.report.Sensitivity.Bar;
import io.millrace.model.report.Sensitivity.Side;
import io.millrace.scenarios.svg.SvgElement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A tornado: for each input a bar from what less of it does to what more of it does. The bar of the
 * plan as it is lies under that of the plan that is then best; where the plan no longer fits, its
 * bar is missing.
 */
public final class TornadoChart {
  private static final int WIDTH = 760;
  private static final int NAMES = 190;
  private static final int PLANS = 110;
  private static final int ROW = 26;
  private static final int HEAD = 56;
  private static final int FOOT = 34;
  private static final double LEAST_AXIS = 0.01;

  private static final String LESS = "#4477aa";
  private static final String MORE = "#cc6677";
  private static final String INK = "#333333";
  private static final String FONT = "sans-serif";

  private final Sensitivity sensitivity;
  private final double axis;

  private TornadoChart(Sensitivity sensitivity) {
    this.sensitivity = sensitivity;
    this.axis =
        sensitivity.bars().stream()
            .flatMap(it -> Stream.of(it.less(), it.more()))
            .flatMap(Optional::stream)
            .flatMap(it -> Stream.of(it.kept(), it.replanned()))
            .mapToDouble(it -> Math.abs(it.orElse(0)))
            .reduce(LEAST_AXIS, Math::max);
  }

  /** The picture as text. */
  public static String of(Sensitivity sensitivity, String title) {
    return new TornadoChart(sensitivity).picture(title).write();
  }

  private SvgElement picture(String title) {
    List<Bar> bars = sensitivity.bars();
    int height = HEAD + ROW * bars.size() + FOOT;
    SvgElement picture =
        SvgElement.picture(WIDTH, height)
            .add(rectangle(0, 0, WIDTH, height, "#ffffff", 1))
            .add(text(12, 20, title, "start", 14))
            .add(text(12, 38, subtitle(), "start", 11));
    for (int row = 0; row < bars.size(); row++) {
      bar(picture, bars.get(row), HEAD + ROW * row);
    }
    picture.add(
        SvgElement.of("line")
            .with("x1", x(0))
            .with("x2", x(0))
            .with("y1", HEAD - 6)
            .with("y2", height - FOOT + 4)
            .with("stroke", INK));
    for (double share : new double[] {-axis, 0, axis}) {
      picture.add(text(x(share), height - 12, percent(share), "middle", 11));
    }
    return picture;
  }

  private String subtitle() {
    return "%s: pale: the plan as it is; full: the best plan; blue: less of the input, red: more"
        .formatted(sensitivity.plan());
  }

  private void bar(SvgElement picture, Bar bar, double y) {
    picture.add(text(NAMES - 8, y + 16, bar.label(), "end", 12));
    bar.less().ifPresent(it -> side(picture, it, y, LESS));
    bar.more().ifPresent(it -> side(picture, it, y, MORE));
    String others =
        Stream.of(bar.less(), bar.more())
            .flatMap(Optional::stream)
            .filter(Side::flips)
            .map(it -> it.plan() + " from ×" + twoDigits(it.flipsAt().orElse(it.factor())))
            .reduce((one, other) -> one + ", " + other)
            .orElse("");
    picture.add(text(WIDTH - PLANS + 6, y + 16, others, "start", 9));
  }

  private void side(SvgElement picture, Side side, double y, String colour) {
    add(picture, side.kept(), y + 3, ROW - 6.0, colour, 0.35);
    add(picture, side.replanned(), y + 8, ROW - 16.0, colour, 1);
  }

  private void add(
      SvgElement picture,
      OptionalDouble change,
      double y,
      double height,
      String colour,
      double opacity) {
    if (change.isPresent() && change.getAsDouble() != 0) {
      double end = x(change.getAsDouble());
      double from = Math.min(end, x(0));
      picture.add(rectangle(from, y, Math.abs(end - x(0)), height, colour, opacity));
    }
  }

  private double x(double share) {
    double half = (WIDTH - NAMES - PLANS) / 2.0;
    return NAMES + half + half * share / axis;
  }

  private static SvgElement rectangle(
      double x, double y, double width, double height, String colour, double opacity) {
    return SvgElement.of("rect")
        .with("x", x)
        .with("y", y)
        .with("width", width)
        .with("height", height)
        .with("fill", colour)
        .with("fill-opacity", twoDigits(opacity));
  }

  private static SvgElement text(double x, double y, String words, String anchor, int size) {
    return SvgElement.of("text")
        .with("x", x)
        .with("y", y)
        .with("text-anchor", anchor)
        .with("font-family", FONT)
        .with("font-size", size)
        .with("fill", INK)
        .text(words);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
  }

  private static String twoDigits(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
