package io.millrace.scenarios.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.input.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Best rows, fronts, surfaces and phases of small sweeps that can be checked by eye. */
class QuestionsTest {
  @TempDir private Path folder;

  private <T> T ask(String figure, Function<SweepRows, T> question) {
    SampleSweep.overTwoAxes(folder, figure);
    try (SweepRows rows = SweepRows.open(List.of(folder))) {
      return question.apply(rows);
    }
  }

  @Test
  void theBestOfEachGroupSaysWhatTheSecondBestLosesAndWhereItDiffers() {
    BestRows best =
        ask("10 * x + y", it -> BestRows.of(it, Objective.least("figure"), List.of("y")));

    assertThat(best.answer().columns())
        .extracting(AnswerColumn::name)
        .containsExactly("y", "x", "figure", "second_figure", "worse_by", "second_differs_in");
    assertThat(best.answer().rows())
        .hasSize(4)
        .startsWith(Arrays.asList(1L, 1L, 11L, 21.0, 10.0 / 11, "x=2"));
  }

  @Test
  void theBestOfAllIsTheFirstOfThoseThatAreEqual() {
    BestRows best = ask("x % 2", it -> BestRows.of(it, Objective.most("figure"), List.of()));

    assertThat(best.answer().rows()).containsExactly(Arrays.asList(1L, 1L, 1L, 1.0, 0.0, "y=2"));
  }

  @Test
  void aGroupOfOneRowHasNoSecondBest() {
    BestRows best = ask("x", it -> BestRows.of(it, Objective.least("figure"), List.of("x", "y")));

    assertThat(best.answer().rows())
        .hasSize(16)
        .startsWith(Arrays.asList(1L, 1L, 1L, null, null, null));
  }

  @Test
  void groupsAreInTheOrderOfTheirNumbersColumnByColumn() {
    SampleSweep.write(
        folder,
        "[\"x\", \"y\"]",
        """
        SELECT x, y, 'ok' AS status, 1 AS figure
        FROM (VALUES (10, 'z'), (9, 'z'), (10, 'a'), (9, 'a')) a(x, y)
        """);

    try (SweepRows rows = SweepRows.open(List.of(folder))) {
      assertThat(BestRows.of(rows, Objective.least("figure"), List.of("x", "y")).answer().rows())
          .extracting(it -> it.get(0) + "" + it.get(1))
          .containsExactly("9z", "9a", "10z", "10a");
    }
  }

  @Test
  void theFrontHoldsWhatIsNotBeatenInAnyColumn() {
    ParetoFront front =
        ask(
            "1 / x",
            it ->
                ParetoFront.of(
                    it, List.of(Objective.least("figure"), Objective.least("x")), List.of("y")));

    assertThat(front.answer().rows()).hasSize(16);
    assertThat(front.groups()).hasSize(4);
    assertThat(front.answer().rows().getFirst()).containsExactly(1L, 0.25, 4L);
  }

  @Test
  void whatIsLargeCanBeWanted() {
    ParetoFront front =
        ask(
            "x + y",
            it ->
                ParetoFront.of(
                    it, List.of(Objective.most("figure"), Objective.least("y")), List.of()));

    assertThat(front.answer().rows())
        .containsExactly(
            Arrays.asList(4L, 8L, 4L),
            Arrays.asList(4L, 7L, 3L),
            Arrays.asList(4L, 6L, 2L),
            Arrays.asList(4L, 5L, 1L));
  }

  @Test
  void everyColumnThatIsUnknownOrHasNoNumbersIsNamed() {
    assertThatThrownBy(
            () ->
                ask(
                    "x",
                    it ->
                        ParetoFront.of(
                            it,
                            List.of(Objective.least("figur"), Objective.most("status")),
                            List.of("z"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no column 'figur'")
        .hasMessageContaining("Maybe 'figure'?")
        .hasMessageContaining("'status' has no numbers")
        .hasMessageContaining("no column 'z'");
  }

  @Test
  void nothingCanBeAskedOfRowsThatAllFailed() {
    SampleSweep.write(folder, "[\"x\"]", "SELECT 1 AS x, 'failed' AS status, 1 AS figure");

    try (SweepRows rows = SweepRows.open(List.of(folder))) {
      assertThatThrownBy(() -> BestRows.of(rows, Objective.least("figure"), List.of()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("none of 1 rows is ok");
    }
  }

  @Test
  void aSurfaceFoldsTheRowsOfACell() {
    SampleSweep.write(
        folder,
        "[\"x\", \"y\", \"z\"]",
        """
        SELECT x, y, z, 'ok' AS status, 100 * x + 10 * y + z AS figure
        FROM range(2) a(x), range(2) b(y), range(3) c(z) WHERE x = 0 OR y = 0
        """);

    try (SweepRows rows = SweepRows.open(List.of(folder))) {
      Surface mean = Surface.of(rows, "figure", Surface.Fold.MEAN, "x", "y");
      Surface least = Surface.of(rows, "figure", Surface.Fold.MIN, "x", "y");
      Surface most = Surface.of(rows, "figure", Surface.Fold.MAX, "x", "y");

      assertThat(mean.answer().rows())
          .containsExactly(
              Arrays.asList(0L, 0L, 1.0, 3L),
              Arrays.asList(1L, 0L, 101.0, 3L),
              Arrays.asList(0L, 1L, 11.0, 3L));
      assertThat(least.cells()).extracting(Surface.Cell::value).containsExactly(0.0, 100.0, 10.0);
      assertThat(most.cells()).extracting(Surface.Cell::value).containsExactly(2.0, 102.0, 12.0);
    }
  }

  @Test
  void phasesSayWhatIsBestWhere() {
    SampleSweep.write(
        folder,
        "[\"x\", \"y\", \"way\"]",
        """
        SELECT x, y, way, 'ok' AS status, if(way = 'steep', x, y) AS figure
        FROM range(3) a(x), range(3) b(y), (VALUES ('steep'), ('flat')) c(way)
        """);

    try (SweepRows rows = SweepRows.open(List.of(folder))) {
      Phases phases = Phases.of(rows, Objective.least("figure"), "x", "y", List.of("way"));

      assertThat(phases.regions())
          .containsExactly(
              new Phases.Region(new Level.Values(List.of("steep")), 6),
              new Phases.Region(new Level.Values(List.of("flat")), 3));
      assertThat(phases.cells())
          .filteredOn(it -> it.region() == 1)
          .allMatch(it -> it.x() > it.y())
          .hasSize(3);
      assertThat(phases.answer().rows()).startsWith(Arrays.asList(0L, 0L, "steep", 0.0));
    }
  }

  @Test
  void aColumnIsNotAskedForTwice() {
    assertThatThrownBy(
            () ->
                ask(
                    "x",
                    it ->
                        Phases.of(it, Objective.least("figure"), "x", "x", List.of("y", "y", "x"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("--y: 'x' is named twice")
        .hasMessageContaining("--show: 'y' is named twice")
        .hasMessageContaining("--show: 'x' is named twice");
  }

  @Test
  void aPictureHasRoomForSoManyWords() {
    SampleSweep.write(
        folder,
        "[\"x\"]",
        "SELECT 'n' || x AS x, x AS y, 'ok' AS status, x AS figure FROM range(100) a(x)");

    try (SweepRows rows = SweepRows.open(List.of(folder))) {
      assertThatThrownBy(() -> Surface.of(rows, "figure", Surface.Fold.MEAN, "x", "y"))
          .hasMessageContaining("--x: 'x' has 100 values; a picture has room for 40");
      // Numbers are taken together instead.
      assertThat(Surface.of(rows, "figure", Surface.Fold.MEAN, "y", "status").plane().across())
          .hasSize(20);
    }
  }

  @Test
  void theOverviewKnowsAxesAndStates() {
    Overview overview = ask("x / 2", Overview::of);

    assertThat(overview.rows()).isEqualTo(16);
    assertThat(overview.states()).containsExactly(new Overview.State("ok", 16));
    assertThat(overview.columns())
        .filteredOn(Overview.Summary::isAxis)
        .extracting(it -> it.column().name())
        .containsExactly("x", "y");
    assertThat(overview.columns().getLast())
        .extracting(Overview.Summary::values, Overview.Summary::least, Overview.Summary::largest)
        .containsExactly(4L, 0.5, 2.0);
  }

  @Test
  void rowsThatRepeatEachOtherAreOneWithTheMeanOfTheirFigures() {
    // The least of all is of x = 1, but on average x = 2 is less.
    SampleSweep.write(
        folder,
        "[\"x\", \"seed\"]",
        "[\"seed\"]",
        """
        SELECT * FROM (VALUES
          (0, 1, 1, 'ok', 2.0), (1, 1, 2, 'ok', 12.0),
          (2, 2, 1, 'ok', 5.0), (3, 2, 2, 'ok', 6.0),
          (4, 3, 1, 'ok', 0.0), (5, 3, 2, 'does not fit', 0.0)
        ) t(point, x, seed, status, figure)
        """);

    try (SweepRows rows = SweepRows.open(List.of(folder))) {
      BestRows best = BestRows.of(rows, Objective.least("figure"), List.of());

      assertThat(best.answer().columns()).extracting(AnswerColumn::name).doesNotContain("seed");
      assertThat(best.answer().rows().getFirst())
          .as("x, its mean, that of the second, by which share it is worse")
          .startsWith(2L, 5.5, 7.0, 1.5 / 5.5);
      assertThat(best.rows()).as("x = 3 does not always fit").isEqualTo(2);
    }
  }

  @Test
  void whatRowsThatRepeatEachOtherDifferByIsLeftUnexplained() {
    SampleSweep.write(
        folder,
        "[\"x\", \"seed\"]",
        "[\"seed\"]",
        """
        SELECT x, seed, 'ok' AS status, 100 + 10 * x + seed AS figure
        FROM (VALUES (-1), (1)) a(x), (VALUES (-1), (1)) b(seed)
        """);

    try (SweepRows rows = SweepRows.open(List.of(folder))) {
      Effects effects = Effects.of(rows, "figure", List.of(), true);

      assertThat(effects.axes()).singleElement().extracting(Effects.Axis::name).isEqualTo("x");
      assertThat(effects.rest()).isCloseTo(1 / 101.0, within(1e-12));
    }
  }
}
