package io.millrace.scenarios.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.scenarios.text.Table.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void setsWordsLeftAndNumbersRight() {
    Table table =
        new Table(List.of(Column.words("name"), Column.numbers("n")))
            .row("one", "1")
            .row("a hundred", "100")
            .row("nothing");

    assertThat(table.lines(Palette.PLAIN))
        .containsExactly("name         n", "one          1", "a hundred  100", "nothing");
  }

  @Test
  void hasNoHeaderWhereNoColumnHasATitle() {
    assertThat(new Table(List.of(Column.words(""))).row("x").lines(Palette.PLAIN))
        .containsExactly("x");
  }

  @Test
  void doesNotCountColoursAsWidth() {
    Table table =
        new Table(List.of(Column.words("a"), Column.words("b")))
            .row(Palette.COLOURS.bad("red"), "x")
            .row("plain", "y");

    assertThat(table.lines(Palette.PLAIN).get(1)).isEqualTo("\u001B[31mred\u001B[0m    x");
    assertThat(table.lines(Palette.COLOURS).getFirst()).startsWith("\u001B[2m");
  }

  @Test
  void refusesCellsWithoutAColumn() {
    Table table = new Table(List.of(Column.words("a")));

    assertThatIllegalArgumentException().isThrownBy(() -> table.row("x", "y"));
  }
}
