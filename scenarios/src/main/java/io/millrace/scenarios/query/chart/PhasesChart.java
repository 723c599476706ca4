package io.millrace.scenarios.query.chart;

import io.millrace.scenarios.query.Phases;
import io.millrace.scenarios.svg.SvgElement;
import io.millrace.scenarios.text.Numbers;
import io.millrace.scenarios.text.PlaneTable;
import java.util.Arrays;

/**
 * A phase diagram: cells in which the same is best have one colour, and a border runs where it
 * changes. Where there are more regions than colours, cells carry their region's number.
 */
public final class PhasesChart {
  private static final double LEGEND_GAP = 28;
  private static final double LEGEND_LINE = 22;
  private static final double SWATCH = 14;
  private static final int LONGEST_LABEL = 44;
  private static final int MOST_LINES = 40;
  private static final double LEAST_WIDTH = 640;
  private static final int NOTHING = -1;

  private final Phases phases;
  private final CellGrid grid;
  private final int[][] regions;
  private final boolean numbered;

  private PhasesChart(Phases phases) {
    this.phases = phases;
    this.grid = new CellGrid(phases.plane());
    this.numbered = phases.regions().size() > Colours.groups();
    this.regions = new int[phases.plane().up().size()][phases.plane().across().size()];
    for (int[] row : regions) {
      Arrays.fill(row, NOTHING);
    }
    phases.cells().forEach(it -> regions[it.y()][it.x()] = it.region());
  }

  /** The picture as text. */
  public static String of(Phases phases) {
    return new PhasesChart(phases).picture().write();
  }

  private String what() {
    return String.join(", ", phases.shown());
  }

  private SvgElement picture() {
    int lines = Math.min(phases.regions().size(), MOST_LINES + 1);
    int longest =
        phases.regions().stream()
            .limit(MOST_LINES)
            .mapToInt(it -> name(it).length())
            .reduce(what().length(), Math::max);
    double width =
        Math.max(LEAST_WIDTH, grid.right() + LEGEND_GAP + SWATCH + 84 + longest * Page.LETTER);
    double height = Math.max(grid.foot(), Page.TOP + (lines + 1) * LEGEND_LINE + 8);
    String best =
        "of the rows with the %s %s"
            .formatted(
                phases.objective().largest() ? "largest" : "least", phases.objective().column());
    SvgElement picture =
        Page.of(
            width,
            height,
            "Best " + what(),
            best,
            "A phase diagram of %s %s over %s and %s: %d regions in %d cells, the largest is %s."
                .formatted(
                    what(),
                    best,
                    phases.plane().x(),
                    phases.plane().y(),
                    phases.regions().size(),
                    phases.cells().size(),
                    name(phases.regions().getFirst())));
    return picture.add(background()).add(cells()).add(grid.axes()).add(borders()).add(legend());
  }

  private static String name(Phases.Region region) {
    return Page.fitted(PlaneTable.label(region.values()), LONGEST_LABEL);
  }

  private SvgElement background() {
    return Page.rectangle(grid.x(0), Page.TOP, grid.right() - grid.x(0), grid.bottom() - Page.TOP)
        .with("class", "empty");
  }

  private SvgElement cells() {
    SvgElement cells = SvgElement.of("g").with("shape-rendering", "crispEdges");
    SvgElement words = SvgElement.of("g");
    for (Phases.Cell cell : phases.cells()) {
      String colour = Colours.group(cell.region());
      String name = name(phases.regions().get(cell.region()));
      cells.add(
          grid.cell(cell.x(), cell.y())
              .with("fill", colour)
              .add(SvgElement.of("title").text(label(cell, name))));
      String number = String.valueOf(cell.region() + 1);
      words.add(grid.words(cell.x(), cell.y(), numbered ? number : name, colour));
    }
    return SvgElement.of("g").add(cells).add(words);
  }

  private String label(Phases.Cell cell, String name) {
    return "%s %s, %s %s: %s, %s %s"
        .formatted(
            phases.plane().x(),
            PlaneTable.label(phases.plane().across().get(cell.x())),
            phases.plane().y(),
            PlaneTable.label(phases.plane().up().get(cell.y())),
            name,
            phases.objective().column(),
            Numbers.plain(cell.figure()));
  }

  /** A line between neighbours that differ. */
  private SvgElement borders() {
    SvgElement borders = SvgElement.of("g").with("class", "border");
    for (int y = 0; y < regions.length; y++) {
      for (int x = 0; x < regions[y].length; x++) {
        if (x > 0 && regions[y][x] != regions[y][x - 1]) {
          borders.add(Page.line(grid.x(x), grid.y(y), grid.x(x), grid.y(y - 1)));
        }
        if (y > 0 && regions[y][x] != regions[y - 1][x]) {
          borders.add(Page.line(grid.x(x), grid.y(y - 1), grid.x(x + 1), grid.y(y - 1)));
        }
      }
    }
    return borders;
  }

  private SvgElement legend() {
    SvgElement legend = SvgElement.of("g");
    double x = grid.right() + LEGEND_GAP;
    legend.add(Page.text(x, Page.TOP + 10, what() + " (cells)").with("class", "faint"));
    int lines = Math.min(phases.regions().size(), MOST_LINES);
    for (int i = 0; i < lines; i++) {
      Phases.Region region = phases.regions().get(i);
      double y = Page.TOP + (i + 1.5) * LEGEND_LINE;
      String colour = Colours.group(i);
      legend.add(
          Page.rectangle(x, y - 11, SWATCH + (numbered ? 10 : 0), SWATCH).with("fill", colour));
      if (numbered) {
        legend.add(
            Page.centred(x + (SWATCH + 10) / 2, y, String.valueOf(i + 1))
                .with("class", Colours.wordsOn(colour)));
      }
      legend.add(
          Page.text(
              x + SWATCH + (numbered ? 18 : 8),
              y,
              name(region) + " (" + Numbers.whole(region.size()) + ")"));
    }
    if (phases.regions().size() > lines) {
      legend.add(
          Page.text(
                  x,
                  Page.TOP + (lines + 1.5) * LEGEND_LINE,
                  "and " + (phases.regions().size() - lines) + " more")
              .with("class", "faint"));
    }
    return legend;
  }
}
