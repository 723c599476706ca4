package io.millrace.scenarios.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scenarios.query.Answer;
import io.millrace.scenarios.query.AnswerColumn;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An answer as a table, as CSV and as JSON. */
class RowsTextTest {
  private static final Answer ANSWER =
      new Answer(
          List.of(
              new AnswerColumn("name", AnswerColumn.Kind.TEXT),
              new AnswerColumn("count", AnswerColumn.Kind.INTEGER),
              new AnswerColumn("share, %", AnswerColumn.Kind.NUMBER),
              new AnswerColumn("good", AnswerColumn.Kind.FLAG)),
          List.of(
              Arrays.asList("a \"b\",\nc", 12345L, 0.123456789, true),
              Arrays.asList("", null, Double.POSITIVE_INFINITY, null),
              Arrays.asList(
                  "\u001B[31mred", new BigInteger("12345678901234567890"), 2.5e10, false)));

  @Test
  void aTableHasFourDigitsAndNothingThatCommandsTheTerminal() {
    RowsTable table = new RowsTable(50);
    ANSWER.sendTo(table);

    assertThat(table.lines(Palette.PLAIN))
        .containsExactly(
            "name                           count        share, %  good",
            "a \"b\", c                      12,345          0.1235  true",
            "                                   -        Infinity  -",
            " [31mred  12,345,678,901,234,567,890  25,000,000,000  false");
  }

  @Test
  void aTableEndsWithHowManyRowsItLeavesOut() {
    RowsTable table = new RowsTable(1);
    ANSWER.sendTo(table);

    assertThat(table.lines(Palette.PLAIN)).hasSize(3).last().asString().startsWith("and 2 more");
  }

  @Test
  void anEmptyAnswerSaysSo() {
    RowsTable table = new RowsTable(1);
    new Answer(ANSWER.columns(), List.of()).sendTo(table);

    assertThat(table.lines(Palette.PLAIN)).last().isEqualTo("no rows");
  }

  @Test
  void csvHasAllDigitsAndQuotesWhatNeedsThem() {
    StringBuilder csv = new StringBuilder();
    ANSWER.sendTo(new CsvRows(csv));

    assertThat(csv)
        .hasToString(
            """
            name,count,"share, %",good
            "a ""b"",
            c",12345,0.123456789,true
            "",,Infinity,
            \u001B[31mred,12345678901234567890,2.5E10,false
            """);
  }

  @Test
  void jsonIsAnArrayOfObjects() {
    StringBuilder text = new StringBuilder();
    try (JsonRows json = new JsonRows(text)) {
      ANSWER.sendTo(json);
    }

    assertThat(text)
        .hasToString(
            """
            [
            {"name":"a \\"b\\",\\nc","count":12345,"share, %":0.123456789,"good":true},
            {"name":"","count":null,"share, %":null,"good":null},
            {"name":"\\u001B[31mred","count":12345678901234567890,"share, %":2.5E10,"good":false}
            ]
            """);
  }

  @Test
  void jsonOfNoRowsIsAnEmptyArray() {
    StringBuilder text = new StringBuilder();
    try (JsonRows json = new JsonRows(text)) {
      new Answer(ANSWER.columns(), List.of()).sendTo(json);
    }

    assertThat(text).hasToString("[]\n");
  }
}
