package io.millrace.scenarios.query.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scenarios.query.Effects;
import io.millrace.scenarios.query.Objective;
import io.millrace.scenarios.query.ParetoFront;
import io.millrace.scenarios.query.Phases;
import io.millrace.scenarios.query.SampleSweep;
import io.millrace.scenarios.query.Surface;
import io.millrace.scenarios.query.SweepRows;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {
  @TempDir private Path folder;

  /** Which of two ways is shorter, by the sides of a right angle; two rows of each cell. */
  private String drawn(int sides, Function<SweepRows, String> chart) {
    SampleSweep.write(
        folder,
        "[\"x\", \"y\", \"way\"]",
        """
        SELECT x, y, way, 's' || x || y AS spot, 'ok' AS status, 1.0 + if(way = 'a', x, y) AS figure
        FROM range(%d) a(x), range(%d) b(y), (VALUES ('a'), ('<b>')) c(way)
        """
            .formatted(sides, sides));
    try (SweepRows rows = SweepRows.open(List.of(folder))) {
      return chart.apply(rows);
    }
  }

  /** The picture without its style, which is the same for all. */
  private static String body(String picture) {
    return picture.substring(picture.indexOf("</style>\n") + "</style>\n".length());
  }

  private static String phases(SweepRows rows) {
    return PhasesChart.of(Phases.of(rows, Objective.least("figure"), "x", "y", List.of("way")));
  }

  @Test
  void phasesHaveColoursALegendAndABorderWhereTheBestChanges() {
    assertThat(body(drawn(2, ChartsTest::phases)))
        .isEqualTo(
            """
              <text x="16" y="26" class="title">Best way</text>
              <text x="16" y="46" class="faint">of the rows with the least figure</text>
              <rect x="53" y="64" width="192" height="96" class="empty"/>
              <g>
                <g shape-rendering="crispEdges">
                  <rect x="53" y="112" width="96" height="48" fill="#0072b2">
                    <title>x 0, y 0: a, figure 1</title>
                  </rect>
                  <rect x="149" y="112" width="96" height="48" fill="#e69f00">
                    <title>x 1, y 0: &lt;b&gt;, figure 1</title>
                  </rect>
                  <rect x="53" y="64" width="96" height="48" fill="#0072b2">
                    <title>x 0, y 1: a, figure 1</title>
                  </rect>
                  <rect x="149" y="64" width="96" height="48" fill="#0072b2">
                    <title>x 1, y 1: a, figure 2</title>
                  </rect>
                </g>
                <g>
                  <text x="101" y="140.5" text-anchor="middle" class="on-dark">a</text>
                  <text x="197" y="140.5" text-anchor="middle" class="on-light">&lt;b&gt;</text>
                  <text x="101" y="92.5" text-anchor="middle" class="on-dark">a</text>
                  <text x="197" y="92.5" text-anchor="middle" class="on-dark">a</text>
                </g>
              </g>
              <g>
                <text x="101" y="178" text-anchor="middle">0</text>
                <text x="197" y="178" text-anchor="middle">1</text>
                <text x="45" y="140.5" text-anchor="end">0</text>
                <text x="45" y="92.5" text-anchor="end">1</text>
                <text x="149" y="202" text-anchor="middle" class="faint">x</text>
                <text x="24" y="112" text-anchor="middle" transform="rotate(-90 24 112)" class="faint">y</text>
                <rect x="53" y="64" width="192" height="96" class="frame"/>
              </g>
              <g class="border">
                <line x1="149" y1="112" x2="149" y2="160"/>
                <line x1="149" y1="112" x2="245" y2="112"/>
              </g>
              <g>
                <text x="273" y="74" class="faint">way (cells)</text>
                <rect x="273" y="86" width="14" height="14" fill="#0072b2"/>
                <text x="295" y="97">a (3)</text>
                <rect x="273" y="108" width="14" height="14" fill="#e69f00"/>
                <text x="295" y="119">&lt;b&gt; (1)</text>
              </g>
            </svg>
            """);
  }

  @Test
  void manyPhasesAreNumbered() {
    String picture =
        drawn(
            6,
            rows ->
                PhasesChart.of(
                    Phases.of(rows, Objective.least("figure"), "x", "y", List.of("spot"))));

    assertThat(picture).contains("36 regions in 36 cells", ">36</text>", ">s55 (1)</text>");
  }

  @Test
  void aSurfaceIsBrighterWhereTheFigureIsLargerAndHasALegend() {
    String picture =
        drawn(3, rows -> SurfaceChart.of(Surface.of(rows, "figure", Surface.Fold.MAX, "x", "y")));

    // The figures go from 1 to 3: the ends of the colour map and its middle.
    assertThat(picture)
        .contains("fill=\"#440154\"", "fill=\"#fde725\"", "fill=\"#23908c\"")
        .contains("<title>x 2, y 0: 3 (2 rows)</title>")
        .contains(">1.5</text>", ">2.5</text>");
  }

  @Test
  void aSurfaceOfOneValueCanBeDrawn() {
    String picture =
        drawn(1, rows -> SurfaceChart.of(Surface.of(rows, "figure", Surface.Fold.MEAN, "x", "y")));

    assertThat(picture).contains("<title>x 0, y 0: 1 (2 rows)</title>");
  }

  @Test
  void theLongestBarIsThatOfTheLargestShare() {
    String picture =
        drawn(3, rows -> EffectsChart.of(Effects.of(rows, "figure", List.of("x", "way"), true)));

    // Half of the rows have x, the others y, which is not asked for and has half of the variance;
    // the other half is that of x alone and of x only for one way, in equal parts.
    assertThat(picture)
        .contains(">x</text>", ">x × way</text>", ">the rest</text>")
        .containsOnlyOnce(">50.0 %</text>")
        .containsOnlyOnce("width=\"420\"");
    assertThat(picture.split(">25.0 %</text>", -1)).hasSize(3);
  }

  @Test
  void aFrontHasStepsAndItsPointsAreNamed() {
    String picture =
        drawn(
            2,
            rows ->
                ParetoChart.of(
                    ParetoFront.of(
                        rows, List.of(Objective.least("figure"), Objective.most("x")), List.of())));

    assertThat(body(picture))
        .contains(">1 of 8 rows is not beaten</text>")
        .contains("less figure, more x")
        .containsOnlyOnce("class=\"step\"")
        .contains("<title>figure 1, x 1</title>");
  }

  @Test
  void eachGroupHasItsFrontAndItsLineInTheLegend() {
    String picture =
        drawn(
            2,
            rows ->
                ParetoChart.of(
                    ParetoFront.of(
                        rows,
                        List.of(Objective.least("figure"), Objective.most("x")),
                        List.of("way"))));

    assertThat(body(picture).split("class=\"step\"", -1)).hasSize(3);
    assertThat(picture).contains(">&lt;b&gt; (", ">a (");
  }

  @Test
  void threeWantsAreACloudWithoutSteps() {
    String picture =
        drawn(
            3,
            rows ->
                ParetoChart.of(
                    ParetoFront.of(
                        rows,
                        List.of(
                            Objective.least("figure"), Objective.most("x"), Objective.most("y")),
                        List.of())));

    assertThat(body(picture)).doesNotContain("class=\"step\"").contains("figure 1, x 2, y 0");
  }
}
