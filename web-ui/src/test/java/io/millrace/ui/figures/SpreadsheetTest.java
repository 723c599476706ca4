package io.millrace.ui.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scenarios.query.AnswerColumn;
import io.millrace.scenarios.text.CsvRows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "=HYPERLINK(\"http://elsewhere.example\")",
        "+1",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "-"
      })
  void aTextThatWouldRunBeginsWithAnApostrophe(String text) {
    assertThat(Spreadsheet.harmless(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1.5", "-1.5E-7", "1e+9", "a=b", "d1t2p3", "'=x"})
  void numbersAndOtherTextsStayAsTheyAre(String text) {
    assertThat(Spreadsheet.harmless(text)).isEqualTo(text);
  }

  @Test
  void rowsOfASweepGoOutHarmless() {
    StringBuilder csv = new StringBuilder();
    var rows = Spreadsheet.harmless(new CsvRows(csv));

    rows.columns(
        List.of(
            new AnswerColumn("=name", AnswerColumn.Kind.TEXT),
            new AnswerColumn("seconds", AnswerColumn.Kind.NUMBER)));
    rows.row(Arrays.asList("=cmd()", -1.5));
    rows.row(Arrays.asList(null, null));

    assertThat(csv).hasToString("'=name,seconds\n'=cmd(),-1.5\n,\n");
  }
}
