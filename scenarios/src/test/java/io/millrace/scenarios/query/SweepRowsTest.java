package io.millrace.scenarios.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepRowsTest {
  @TempDir private Path folder;

  private Path sample() {
    return SampleSweep.overTwoAxes(folder.resolve("sample"), "x * y");
  }

  private static Answer answer(SweepRows rows, String sql) {
    return Answer.of(rows.select(sql));
  }

  private static Issue issue(Throwable e) {
    return ((InvalidInputException) e).issues().getFirst();
  }

  @Test
  void answersSqlWithColumnsOfTheirKinds() {
    try (SweepRows rows = SweepRows.open(List.of(sample()))) {
      Answer answer =
          answer(
              rows,
              "SELECT x, sum(y), avg(y), any_value(status), x > 3 FROM rows WHERE x > 2 GROUP BY x");

      assertThat(answer.columns())
          .extracting(it -> it.kind().key())
          .containsExactly("integer", "integer", "number", "text", "flag");
      assertThat(answer.rows())
          .containsExactly(
              Arrays.asList(3L, 10L, 2.5, "ok", false), Arrays.asList(4L, 10L, 2.5, "ok", true));
    }
  }

  @Test
  void columnsOfTheSameNameAreToldApart() {
    try (SweepRows rows = SweepRows.open(List.of(sample()))) {
      assertThat(answer(rows, "SELECT 1 AS a, 2 AS a, 3 AS a").columns())
          .extracting(AnswerColumn::name)
          .containsExactly("a", "a_1", "a_2");
    }
  }

  @Test
  void rowsOfSeveralSweepsAreJoinedByTheNamesOfTheirColumns() {
    Path one = SampleSweep.write(folder.resolve("one"), "[\"a\"]", "SELECT 1 AS a, 'ok' AS status");
    Path two = SampleSweep.write(folder.resolve("two"), "[\"b\"]", "SELECT 'ok' AS status, 2 AS b");

    try (SweepRows rows = SweepRows.open(List.of(one, two))) {
      assertThat(answer(rows, "SELECT sweep, a, b, status FROM rows").rows())
          .containsExactly(
              Arrays.asList("one", 1L, null, "ok"), Arrays.asList("two", null, 2L, "ok"));
      assertThat(rows.axes()).containsExactly(List.of("sweep"), List.of("a"), List.of("b"));
    }
  }

  @Test
  void filesThatAreBeingWrittenAreNoRows() throws IOException {
    Path sample = sample();
    Files.writeString(sample.resolve("rows/.0000001.parquet.half"), "PAR1");
    Files.writeString(sample.resolve("rows/.0000002.parquet"), "PAR1");

    try (SweepRows rows = SweepRows.open(List.of(sample))) {
      assertThat(rows.count()).isEqualTo(16);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"it's", "a [1-2] b", "star*"})
  void foldersHaveAnyName(String name) {
    Path sample = SampleSweep.overTwoAxes(folder.resolve(name), "x");

    try (SweepRows rows = SweepRows.open(List.of(sample))) {
      assertThat(rows.count()).isEqualTo(16);
    }
  }

  @Test
  void everyFolderThatIsNoneIsNamed() {
    assertThatThrownBy(
            () -> SweepRows.open(List.of(folder, folder.resolve("none"), folder.resolve("none"))))
        .asInstanceOf(InstanceOfAssertFactories.type(InvalidInputException.class))
        .extracting(InvalidInputException::issues)
        .asInstanceOf(InstanceOfAssertFactories.list(Issue.class))
        .hasSize(3)
        .allMatch(it -> it.path().equals("DIR"));
  }

  @Test
  void aFolderOfAnotherFormatIsRefused() throws IOException {
    Path sample = sample();
    Files.writeString(sample.resolve("sweep.json"), "{\"format\": \"sweep-rows/2\"}");

    assertThatThrownBy(() -> SweepRows.open(List.of(sample)))
        .hasMessageContaining("sweep-rows/2")
        .hasMessageContaining("sweep-rows/1");
  }

  @Test
  void aFileOfRowsThatIsBrokenIsAnIssue() throws IOException {
    Path sample = sample();
    Files.writeString(sample.resolve("rows/0000000.parquet"), "not Parquet at all");

    assertThatThrownBy(() -> SweepRows.open(List.of(sample)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT figur FROM rows           | SQL line 1 column 8
          SELECT * FORM rows               | SQL line 1 column 15
          SELECT x, sum(y) FROM rows       | SQL line 1 column 8
          SELECT x FROM rows WHERE x = 'a' | SQL line 1 column 30
          """)
  void saysWhereSqlIsWrong(String sql, String place) {
    try (SweepRows rows = SweepRows.open(List.of(sample()))) {
      assertThatThrownBy(() -> answer(rows, sql))
          .isInstanceOf(InvalidInputException.class)
          .satisfies(it -> assertThat(issue(it).path()).isEqualTo(place))
          .satisfies(it -> assertThat(issue(it).message()).doesNotContain("\n"));
    }
  }

  @Test
  void countsColumnsAlsoOnLaterLinesAndFarToTheRight() {
    try (SweepRows rows = SweepRows.open(List.of(sample()))) {
      String wide = "SELECT\n" + "x, ".repeat(60) + "figur FROM rows";

      assertThatThrownBy(() -> answer(rows, wide))
          .satisfies(it -> assertThat(issue(it).path()).isEqualTo("SQL line 2 column 181"))
          .satisfies(it -> assertThat(issue(it).hint()).contains("'figure'"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY rows TO 'stolen.csv'",
        "ATTACH 'other.db'",
        "CREATE TABLE mine AS SELECT 1",
        "SET threads = 8",
        "INSTALL httpfs",
        "EXPLAIN ANALYZE COPY rows TO 'stolen.csv'",
        "PRAGMA database_list",
        "SELECT 1; COPY rows TO 'stolen.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM rows WHERE x IN (SELECT 1 FROM read_blob('/etc/passwd'))",
        "SELECT * FROM enable_logging(storage = 'file', storage_path = 'stolen')",
        "SELECT * FROM query('COPY rows TO ''stolen.csv''')",
        ""
      })
  void refusesWhateverIsNoSelectFromTheRows(String sql) throws IOException {
    try (Stream<Path> before = Files.list(Path.of(""));
        SweepRows rows = SweepRows.open(List.of(sample()))) {
      assertThatThrownBy(() -> answer(rows, sql)).isInstanceOf(InvalidInputException.class);

      try (Stream<Path> after = Files.list(Path.of(""))) {
        assertThat(after.toList()).containsExactlyInAnyOrderElementsOf(before.toList());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM rows",
        "DESCRIBE rows",
        "SUMMARIZE rows",
        "WITH few AS (SELECT * FROM rows LIMIT 3) SELECT unnest([1, 2]), few.* FROM few;",
        "SELECT * FROM rows, range(3) -- thrice",
        "SELECT x, list(y), {'a': max(y)} FROM rows GROUP BY x",
        "PIVOT rows ON x IN (1, 2) USING sum(figure) GROUP BY y"
      })
  void answersWhateverOnlyReadsTheRows(String sql) {
    try (SweepRows rows = SweepRows.open(List.of(sample()))) {
      assertThat(answer(rows, sql).rows()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY all_rows TO 'stolen.csv'",
        "ATTACH 'other.db'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "LOAD httpfs"
      })
  void theDatabaseItselfHasNoOtherFiles(String sql) throws SQLException {
    SweepFolder read = SweepFolder.read(sample()).orThrow();

    try (Connection database = RowsDatabase.open(List.of(read), Optional.empty());
        Statement statement = database.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aConditionHoldsForAllThatIsAskedLater() {
    try (SweepRows rows = SweepRows.open(List.of(sample()))) {
      rows.keepWhere("--where", "x = 2 -- and no more");

      assertThat(rows.count()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          z = 2                     | --where line 1 column 1
          x = 2 AND (               | --where at its end
          x = 2); COPY rows TO 'a'( | --where at its end
          """)
  void aConditionThatIsNoneIsRefused(String condition, String place) {
    try (SweepRows rows = SweepRows.open(List.of(sample()))) {
      assertThatThrownBy(() -> rows.keepWhere("--where", condition))
          .satisfies(it -> assertThat(issue(it).path()).isEqualTo(place));
    }
  }

  @Test
  void writesAnAnswerAsParquet() throws IOException {
    Path file = folder.resolve("answer.parquet");
    try (SweepRows rows = SweepRows.open(List.of(sample()))) {
      rows.writeParquet("SELECT x, sum(figure) AS total FROM rows GROUP BY x; -- all", file);
    }
    Path copy = sample();
    Files.copy(file, copy.resolve("rows/0000001.parquet"));

    try (SweepRows rows = SweepRows.open(List.of(copy))) {
      assertThat(rows.count()).isEqualTo(20);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, copy);
    }
  }

  @Test
  void answersTheSameInTheSameOrder() {
    String sql = "SELECT hash(x, y) % 5 AS h, sum(1 / figure), random() FROM rows GROUP BY h";
    Path sample = sample();

    try (SweepRows one = SweepRows.open(List.of(sample));
        SweepRows other = SweepRows.open(List.of(sample))) {
      assertThat(answer(one, sql)).isEqualTo(answer(other, sql));
    }
  }
}
