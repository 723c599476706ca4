package io.millrace.scenarios.query.chart;

import io.millrace.scenarios.query.Level;
import io.millrace.scenarios.query.Plane;
import io.millrace.scenarios.svg.SvgElement;
import io.millrace.scenarios.text.PlaneTable;
import java.util.List;

/**
 * Cells for all pairs of levels, with the levels beside them; the first level up is at the foot.
 */
final class CellGrid {
  private static final double WIDEST = 96;
  private static final double HIGHEST = 48;
  private static final double LEAST = 16;
  private static final double ACROSS = 640;
  private static final double UP = 480;
  private static final int LONGEST_LABEL = 26;

  private final Plane plane;
  private final List<String> across;
  private final List<String> up;
  private final double left;
  private final double cellWidth;
  private final double cellHeight;

  CellGrid(Plane plane) {
    this.plane = plane;
    this.across = labels(plane.across());
    this.up = labels(plane.up());
    this.left = Page.LEFT + 30 + longest(up) * Page.LETTER;
    this.cellWidth = Math.clamp(ACROSS / across.size(), LEAST, WIDEST);
    this.cellHeight = Math.clamp(UP / up.size(), LEAST, HIGHEST);
  }

  private static List<String> labels(List<Level> levels) {
    return levels.stream().map(it -> Page.fitted(PlaneTable.label(it), LONGEST_LABEL)).toList();
  }

  private static int longest(List<String> labels) {
    return labels.stream().mapToInt(String::length).max().orElse(0);
  }

  /** Where the cells of a level across begin; that of one more than there are is their end. */
  double x(int level) {
    return left + level * cellWidth;
  }

  /** Where the cells of a level up begin, at the top; of level -1 it is their end. */
  double y(int level) {
    return Page.TOP + (up.size() - 1 - level) * cellHeight;
  }

  /** Their right end. */
  double right() {
    return x(across.size());
  }

  /** Their lower end. */
  double bottom() {
    return y(-1);
  }

  /** Where everything ends below, labels included. */
  double foot() {
    return bottom() + (slanted() ? 16 + longest(across) * Page.LETTER * 0.71 : 22) + 30;
  }

  private boolean slanted() {
    return longest(across) * Page.LETTER > cellWidth - 4;
  }

  /** A cell. */
  SvgElement cell(int x, int y) {
    return Page.rectangle(x(x), y(y), cellWidth, cellHeight);
  }

  /** Words in the middle of a cell, if they fit; nothing otherwise. */
  SvgElement words(int x, int y, String words, String colour) {
    boolean fits = words.length() * Page.LETTER < cellWidth - 2;
    return fits
        ? Page.centred(x(x) + cellWidth / 2, y(y) + cellHeight / 2 + 4.5, words)
            .with("class", Colours.wordsOn(colour))
        : SvgElement.of("g");
  }

  /** The levels and the names of the columns. */
  SvgElement axes() {
    SvgElement axes = SvgElement.of("g");
    for (int i = 0; i < across.size(); i++) {
      double middle = x(i) + cellWidth / 2;
      if (slanted()) {
        double y = bottom() + 14;
        axes.add(
            Page.ending(middle + 4, y, across.get(i))
                .with(
                    "transform",
                    "rotate(-45 %s %s)"
                        .formatted(SvgElement.number(middle + 4), SvgElement.number(y))));
      } else {
        axes.add(Page.centred(middle, bottom() + 18, across.get(i)));
      }
    }
    for (int i = 0; i < up.size(); i++) {
      axes.add(Page.ending(left - 8, y(i) + cellHeight / 2 + 4.5, up.get(i)));
    }
    axes.add(Page.centred((left + right()) / 2, foot() - 10, plane.x()).with("class", "faint"));
    axes.add(
        Page.upwards(Page.LEFT + 8, (Page.TOP + bottom()) / 2, plane.y()).with("class", "faint"));
    axes.add(
        Page.rectangle(left, Page.TOP, right() - left, bottom() - Page.TOP).with("class", "frame"));
    return axes;
  }
}
