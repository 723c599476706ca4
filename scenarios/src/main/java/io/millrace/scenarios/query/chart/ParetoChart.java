package io.millrace.scenarios.query.chart;

import io.millrace.scenarios.query.Objective;
import io.millrace.scenarios.query.ParetoFront;
import io.millrace.scenarios.svg.SvgElement;
import io.millrace.scenarios.text.Numbers;
import io.millrace.scenarios.text.PlaneTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * All rows by the first two of what was wanted, pale, and those of the fronts, full. Of two wants
 * the front is a step line; of more it is a cloud, as what else it is good at cannot be seen.
 */
public final class ParetoChart {
  private static final double WIDTH = 860;
  private static final double WIDTH_WITHOUT_LEGEND = 650;
  private static final double HEIGHT = 600;
  private static final double LEFT = 96;
  private static final double RIGHT = 620;
  private static final double BOTTOM = 530;
  private static final double LEGEND = 644;
  private static final double LINE = 22;
  private static final int MOST_LINES = 20;
  private static final int LONGEST_LABEL = 24;
  private static final int CLOUD_STEP = 2;
  private static final double FRONT_RADIUS = 4;

  private final ParetoFront front;
  private final NumberAxis across;
  private final NumberAxis up;
  private final int second;

  private ParetoChart(ParetoFront front) {
    this.front = front;
    this.second = Math.min(1, front.objectives().size() - 1);
    this.across = axis(0, LEFT, RIGHT);
    this.up = axis(second, BOTTOM, Page.TOP);
  }

  private NumberAxis axis(int objective, double from, double to) {
    var figures =
        IntStream.range(0, front.rows())
            .mapToDouble(it -> front.figure(objective, it))
            .summaryStatistics();
    return NumberAxis.of(figures.getMin(), figures.getMax(), from, to);
  }

  /** The picture as text. */
  public static String of(ParetoFront front) {
    return new ParetoChart(front).picture().write();
  }

  private SvgElement picture() {
    int found = IntStream.range(0, front.groups().size()).map(it -> size(it)).sum();
    String below =
        "%s of %s rows %s not beaten"
            .formatted(
                Numbers.whole(found), Numbers.whole(front.rows()), found == 1 ? "is" : "are");
    String title =
        wanted(front.objectives().get(0)) + ", " + wanted(front.objectives().get(second));
    return Page.of(
            front.groups().size() == 1 ? WIDTH_WITHOUT_LEGEND : WIDTH,
            HEIGHT,
            title,
            below,
            "A scatter of %s against %s; %s."
                .formatted(
                    front.objectives().get(second).column(),
                    front.objectives().get(0).column(),
                    below))
        .add(axes())
        .add(cloud())
        .add(fronts())
        .add(legend());
  }

  private static String wanted(Objective objective) {
    return (objective.largest() ? "more " : "less ") + objective.column();
  }

  private int size(int group) {
    return (int) front.front(group).count();
  }

  private double x(int row) {
    return across.position(front.figure(0, row));
  }

  private double y(int row) {
    return up.position(front.figure(second, row));
  }

  private SvgElement axes() {
    SvgElement axes = SvgElement.of("g");
    for (double tick : across.ticks()) {
      double x = across.position(tick);
      axes.add(Page.line(x, Page.TOP, x, BOTTOM).with("class", "grid"));
      axes.add(Page.centred(x, BOTTOM + 18, Numbers.plain(tick)));
    }
    for (double tick : up.ticks()) {
      double y = up.position(tick);
      axes.add(Page.line(LEFT, y, RIGHT, y).with("class", "grid"));
      axes.add(Page.ending(LEFT - 8, y + 4.5, Numbers.plain(tick)));
    }
    return axes.add(
            Page.centred((LEFT + RIGHT) / 2, BOTTOM + 42, front.objectives().get(0).column())
                .with("class", "faint"))
        .add(
            Page.upwards(
                    Page.LEFT + 6, (Page.TOP + BOTTOM) / 2, front.objectives().get(second).column())
                .with("class", "faint"))
        .add(
            Page.rectangle(LEFT, Page.TOP, RIGHT - LEFT, BOTTOM - Page.TOP).with("class", "frame"));
  }

  /** Points that would lie on each other are drawn once: a million rows fit in a small file. */
  private SvgElement cloud() {
    SvgElement cloud = SvgElement.of("g").with("class", "cloud");
    int colours = Math.min(front.groups().size(), Colours.groups());
    List<Set<List<Long>>> dots = new ArrayList<>();
    for (int colour = 0; colour < colours; colour++) {
      dots.add(new LinkedHashSet<>());
    }
    for (int row = 0; row < front.rows(); row++) {
      dots.get(front.group(row) % colours)
          .add(List.of(Math.round(x(row) / CLOUD_STEP), Math.round(y(row) / CLOUD_STEP)));
    }
    for (int colour = 0; colour < colours; colour++) {
      StringBuilder path = new StringBuilder();
      for (List<Long> dot : dots.get(colour)) {
        path.append('M')
            .append(dot.getFirst() * CLOUD_STEP)
            .append(' ')
            .append(dot.getLast() * CLOUD_STEP)
            .append("h0");
      }
      cloud.add(
          SvgElement.of("path").with("d", path.toString()).with("stroke", Colours.group(colour)));
    }
    return cloud;
  }

  private static SvgElement circle(double x, double y, double radius) {
    return SvgElement.of("circle").with("cx", x).with("cy", y).with("r", radius);
  }

  private SvgElement fronts() {
    SvgElement fronts = SvgElement.of("g");
    for (int group = 0; group < front.groups().size(); group++) {
      String colour = Colours.group(group);
      int[] rows = front.front(group).toArray();
      if (front.objectives().size() == 2) {
        fronts.add(steps(rows).with("stroke", colour).with("class", "step"));
      }
      for (int row : rows) {
        fronts.add(
            circle(x(row), y(row), FRONT_RADIUS)
                .with("fill", colour)
                .add(SvgElement.of("title").text(label(row))));
      }
    }
    return fronts;
  }

  /** The line beyond which nothing lies: a row beats all behind it in both, so it has corners. */
  private SvgElement steps(int[] rows) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < rows.length; i++) {
      String x = SvgElement.number(x(rows[i]));
      String y = SvgElement.number(y(rows[i]));
      path.append(i == 0 ? "M" + x + " " + y : " H" + x + " V" + y);
    }
    return SvgElement.of("path").with("d", path.toString());
  }

  private String label(int row) {
    StringBuilder label = new StringBuilder();
    for (int i = 0; i < front.objectives().size(); i++) {
      label
          .append(i == 0 ? "" : ", ")
          .append(front.objectives().get(i).column())
          .append(' ')
          .append(Numbers.plain(front.figure(i, row)));
    }
    return label.toString();
  }

  private SvgElement legend() {
    SvgElement legend = SvgElement.of("g");
    int groups = front.groups().size();
    if (groups == 1) {
      return legend;
    }
    legend.add(Page.text(LEGEND, Page.TOP + 10, "group (rows)").with("class", "faint"));
    int lines = Math.min(groups, MOST_LINES);
    for (int i = 0; i < lines; i++) {
      double y = Page.TOP + (i + 1.5) * LINE;
      String name = Page.fitted(PlaneTable.label(front.groups().get(i)), LONGEST_LABEL);
      legend.add(circle(LEGEND + 5, y - 4.5, FRONT_RADIUS).with("fill", Colours.group(i)));
      legend.add(Page.text(LEGEND + 16, y, name + " (" + size(i) + ")"));
    }
    if (groups > lines) {
      legend.add(
          Page.text(LEGEND, Page.TOP + (lines + 1.5) * LINE, "and " + (groups - lines) + " more")
              .with("class", "faint"));
    }
    return legend;
  }
}
