package io.millrace.scenarios.query.chart;

import io.millrace.scenarios.query.Surface;
import io.millrace.scenarios.svg.SvgElement;
import io.millrace.scenarios.text.Numbers;
import io.millrace.scenarios.text.PlaneTable;
import java.util.DoubleSummaryStatistics;

/** A heat map: the brighter a cell, the larger the figure; cells without rows are pale grey. */
public final class SurfaceChart {
  private static final double LEGEND_GAP = 28;
  private static final double LEGEND_WIDTH = 18;
  private static final double LEGEND_HEIGHT = 220;
  private static final int LEGEND_STEPS = 44;
  private static final double LEGEND_LABELS = 110;
  private static final double LEAST_WIDTH = 560;

  private final Surface surface;
  private final CellGrid grid;
  private final NumberAxis scale;
  private final DoubleSummaryStatistics values;

  private SurfaceChart(Surface surface) {
    this.surface = surface;
    this.grid = new CellGrid(surface.plane());
    this.values = surface.cells().stream().mapToDouble(Surface.Cell::value).summaryStatistics();
    this.scale =
        NumberAxis.of(values.getMin(), values.getMax(), Page.TOP + LEGEND_HEIGHT, Page.TOP);
  }

  /** The picture as text. */
  public static String of(Surface surface) {
    return new SurfaceChart(surface).picture().write();
  }

  private SvgElement picture() {
    double width = Math.max(LEAST_WIDTH, grid.right() + LEGEND_GAP + LEGEND_WIDTH + LEGEND_LABELS);
    double height = Math.max(grid.foot(), Page.TOP + LEGEND_HEIGHT + 24);
    String what =
        switch (surface.fold()) {
          case MEAN -> "mean of the rows of each cell";
          case MIN -> "least of the rows of each cell";
          case MAX -> "largest of the rows of each cell";
        };
    SvgElement picture =
        Page.of(
            width,
            height,
            surface.figure(),
            what,
            "A heat map of %s over %s and %s, from %s to %s."
                .formatted(
                    surface.figure(),
                    surface.plane().x(),
                    surface.plane().y(),
                    Numbers.plain(values.getMin()),
                    Numbers.plain(values.getMax())));
    return picture.add(background()).add(cells()).add(grid.axes()).add(legend());
  }

  private SvgElement background() {
    return Page.rectangle(grid.x(0), Page.TOP, grid.right() - grid.x(0), grid.bottom() - Page.TOP)
        .with("class", "empty");
  }

  private SvgElement cells() {
    SvgElement cells = SvgElement.of("g").with("shape-rendering", "crispEdges");
    SvgElement words = SvgElement.of("g");
    for (Surface.Cell cell : surface.cells()) {
      String colour = colour(cell.value());
      String value = Numbers.plain(cell.value());
      cells.add(
          grid.cell(cell.x(), cell.y())
              .with("fill", colour)
              .add(SvgElement.of("title").text(label(cell, value))));
      words.add(grid.words(cell.x(), cell.y(), value, colour));
    }
    return SvgElement.of("g").add(cells).add(words);
  }

  private String label(Surface.Cell cell, String value) {
    return "%s %s, %s %s: %s (%s rows)"
        .formatted(
            surface.plane().x(),
            PlaneTable.label(surface.plane().across().get(cell.x())),
            surface.plane().y(),
            PlaneTable.label(surface.plane().up().get(cell.y())),
            value,
            Numbers.whole(cell.rows()));
  }

  private String colour(double value) {
    double low = scale.position(values.getMin());
    double high = scale.position(values.getMax());
    return Colours.scale(high == low ? 0.5 : (scale.position(value) - low) / (high - low));
  }

  private SvgElement legend() {
    SvgElement legend = SvgElement.of("g");
    double x = grid.right() + LEGEND_GAP;
    double low = scale.position(values.getMin());
    double high = scale.position(values.getMax());
    double step = (low - high) / LEGEND_STEPS;
    for (int i = 0; i < LEGEND_STEPS && step > 0; i++) {
      // Each overlaps the next a little, or the ground would show between them.
      legend.add(
          Page.rectangle(x, low - (i + 1) * step, LEGEND_WIDTH, step + (i == 0 ? 0 : 0.5))
              .with("fill", Colours.scale((i + 0.5) / LEGEND_STEPS)));
    }
    for (double tick : scale.ticks()) {
      double y = scale.position(tick);
      if (y <= low + 0.01 && y >= high - 0.01) {
        legend.add(Page.line(x + LEGEND_WIDTH, y, x + LEGEND_WIDTH + 5, y).with("class", "grid"));
        legend.add(Page.text(x + LEGEND_WIDTH + 9, y + 4.5, Numbers.plain(tick)));
      }
    }
    return legend;
  }
}
