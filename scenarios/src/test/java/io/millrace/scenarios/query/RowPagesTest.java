package io.millrace.scenarios.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.input.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowPagesTest {
  private static final double ANY = Double.POSITIVE_INFINITY;

  @TempDir private Path folder;
  private SweepRows rows;
  private RowPages pages;

  @BeforeEach
  void open() {
    SampleSweep.write(
        folder.resolve("sweep"),
        "[\"n\", \"name\"]",
        "SELECT range AS point, range % 100 AS n, if(range % 2 = 0, 'it''s', 'b\"; --') AS name,"
            + " 'ok' AS status, if(range % 5 = 0, NULL, range / 2.0) AS f FROM range(1000)");
    rows = SweepRows.open(List.of(folder.resolve("sweep")));
    pages = new RowPages(rows);
  }

  @AfterEach
  void close() {
    rows.close();
  }

  private List<Object> points(Answer answer) {
    return answer.rows().stream().map(it -> (Object) it.getFirst()).toList();
  }

  @Test
  void aPageIsSortedAndStartsWhereItIsTold() {
    List<RowPages.Order> largest = List.of(new RowPages.Order("n", true));

    assertThat(points(pages.page(largest, 10, 3))).containsExactly(98L, 198L, 298L);
    assertThat(points(pages.page(List.of(), 997, 10))).containsExactly(997L, 998L, 999L);
  }

  @Test
  void rowsWithoutAValueComeLastEitherWay() {
    for (boolean descending : new boolean[] {true, false}) {
      var order = List.of(new RowPages.Order("f", descending));
      assertThat(points(pages.page(order, 999, 1))).containsExactly(995L);
    }
  }

  @Test
  void filtersJoinUntilTheyAreTakenAway() {
    pages.keep(
        List.of(
            new RowFilter.Range("n", 10, 19), new RowFilter.OneOf("name", List.of("it's", "x"))));
    assertThat(rows.count()).isEqualTo(50);
    pages.keep(List.of(new RowFilter.Range("f", 400, ANY)));
    assertThat(rows.count()).isEqualTo(160);
    pages.keep(List.of());
    assertThat(rows.count()).isEqualTo(1000);
  }

  @Test
  void valuesAreNeverReadAsSql() {
    pages.keep(List.of(new RowFilter.OneOf("name", List.of("b\"; --"))));
    assertThat(rows.count()).isEqualTo(500);
    pages.keep(List.of(new RowFilter.OneOf("name", List.of("') OR true --"))));
    assertThat(rows.count()).isZero();
  }

  @Test
  void columnsThatAreNotThereAreRefused() {
    assertThatThrownBy(() -> pages.keep(List.of(new RowFilter.Range("m\" OR 1", 0, 1))))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> pages.page(List.of(new RowPages.Order("nope", true)), 0, 1))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> pages.keep(List.of(new RowFilter.Range("name", 0, 1))))
        .hasMessageContaining("has no numbers");
  }

  @Test
  void aRowIsFoundWhateverIsFiltered() {
    pages.keep(List.of(new RowFilter.Range("n", 1, 1)));

    assertThat(pages.row(42).orElseThrow().get(1)).isEqualTo(42L);
    assertThat(pages.row(-1)).isEmpty();
  }

  @Test
  void aSampleHasWholeRowsAndIsTheSameEachTime() {
    Answer sample = pages.sample(List.of("point", "f"), 100);

    assertThat(sample.rows())
        .hasSizeBetween(50, 150)
        .isEqualTo(pages.sample(List.of("point", "f"), 100).rows());
    assertThat(pages.sample(List.of("point", "f"), 1000).rows()).hasSize(800);
  }

  @Test
  void aColumnTellsItsValues() {
    assertThat(pages.values("name", 10)).containsExactly("b\"; --", "it's");
    assertThat(pages.values("n", 3)).containsExactly("0", "1", "2");
  }

  @Test
  void aFrontTellsWhichRowsItIsMadeOf() {
    ParetoFront front =
        ParetoFront.of(rows, List.of(Objective.least("n"), Objective.most("f")), List.of());

    assertThat(points(front.front(rows, 0, List.of("point", "n"))).getFirst()).isEqualTo(901L);
  }
}
