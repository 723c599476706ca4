package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scenarios.query.SampleSweep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryCommandTest {
  @TempDir private Path folder;

  private CommandLineRun query(String... arguments) {
    SampleSweep.overTwoAxes(folder.resolve("sweep"), "x * y");
    List<String> all = new ArrayList<>(List.of("query", folder.resolve("sweep").toString()));
    all.addAll(List.of(arguments));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aloneItTellsWhatColumnsThereAre() {
    CommandLineRun run = query();

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("16 rows: 16 ok\n")
        .containsPattern("x +axis +integer +4 +0 +1 +4\n")
        .containsPattern("figure +integer +9 +0 +1 +16\n");
  }

  @Test
  void answersSql() {
    assertThat(query("SELECT x, sum(figure) AS total FROM rows GROUP BY x"))
        .isEqualTo(
            new CommandLineRun(
                0,
                """
                x  total
                1     10
                2     20
                3     30
                4     40
                """,
                ""));
  }

  @Test
  void writesCsvAndJsonAndParquet() throws IOException {
    CommandLineRun run =
        query(
            "SELECT x FROM rows WHERE y = 1 AND x < 3",
            "--csv",
            file("a.csv"),
            "--json",
            file("a.json"),
            "--parquet",
            file("a.parquet"));

    assertThat(run.status()).isZero();
    assertThat(folder.resolve("a.csv")).hasContent("x\n1\n2\n");
    assertThat(folder.resolve("a.json")).hasContent("[\n{\"x\":1},\n{\"x\":2}\n]\n");
    assertThat(Files.readString(folder.resolve("a.parquet"), StandardCharsets.ISO_8859_1))
        .startsWith("PAR1");
  }

  @Test
  void csvOnTheOutputReplacesTheTable() {
    assertThat(query("SELECT 1 AS one", "--csv", "-").out()).isEqualTo("one\n1\n");
  }

  @Test
  void sqlThatIsWrongIsOneIssueWithItsPlace() {
    assertThat(query("SELECT figur FROM rows"))
        .isEqualTo(
            new CommandLineRun(
                2,
                "",
                """
                millrace: millrace query has 1 issue
                  SQL line 1 column 8: Referenced column "figur" not found in FROM clause!
                      Maybe 'figure'?
                """));
  }

  @Test
  void wrongSqlLeavesAnEarlierFileAsItIs() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "precious");

    assertThat(query("SELECT figur FROM rows", "--csv", file("a.csv")).status()).isEqualTo(2);
    assertThat(folder.resolve("a.csv")).hasContent("precious");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sweep/rows/0000000.parquet", "sweep/sweep.json", "sweep/rows/mine"})
  void theSweepItselfIsNeverWritten(String name) throws IOException {
    query();
    Path rows = folder.resolve("sweep/rows/0000000.parquet");
    byte[] before = Files.readAllBytes(rows);

    for (String option : List.of("--csv", "--json", "--parquet")) {
      CommandLineRun run =
          CommandLineRun.of("query", file("sweep"), "SELECT 1 AS one", option, file(name));
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains("is part of the sweep");
    }
    CommandLineRun drawn =
        CommandLineRun.of("query", file("sweep"), "effects", "--of", "figure", "--svg", file(name));
    assertThat(drawn.status()).isEqualTo(2);
    assertThat(rows).hasBinaryContent(before);
  }

  @Test
  void saysWhatIsMissingOfASweep() throws IOException {
    query();
    Path manifest = folder.resolve("sweep/sweep.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"chunks\": 1", "\"chunks\": 3"));

    CommandLineRun run = CommandLineRun.of("query", file("sweep"), "SELECT 1 AS one");

    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("has 1 of 3 files");
  }

  @Test
  void aFolderThatIsNoneIsAnIssue() {
    CommandLineRun run = CommandLineRun.of("query", file("none"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("has no sweep.json", "millrace sweep --out");
  }

  @Test
  void findsTheBestOfEachGroup() {
    assertThat(query("best", "--max", "figure", "--by", "y", "--csv", "-").out())
        .isEqualTo(
            """
            y,x,figure,second_figure,worse_by,second_differs_in
            1,4,4,3.0,0.25,x=3
            2,4,8,6.0,0.25,x=3
            3,4,12,9.0,0.25,x=3
            4,4,16,12.0,0.25,x=3
            """);
  }

  @Test
  void bestNeedsToKnowOfWhat() {
    assertThat(query("best").status()).isEqualTo(2);
    assertThat(query("best", "--min", "figure", "--max", "x").status()).isEqualTo(2);
  }

  @Test
  void findsWhatIsNotBeaten() throws IOException {
    CommandLineRun run =
        query("pareto", "--min", "figure", "--max", "x,y", "--svg", file("front.svg"));

    assertThat(run.status()).isZero();
    assertThat(run.out()).endsWith("16 of 16 rows\n");
    assertThat(Files.readString(folder.resolve("front.svg"))).startsWith("<svg");
  }

  @Test
  void explainsAFigure() {
    CommandLineRun run = query("effects", "--of", "figure");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("Variance of the logarithm of figure over 16 rows\n")
        .containsPattern("x +50.0 % +1 +4 +×4\n")
        .containsPattern("y +50.0 % +1 +4 +×4\n");
    assertThat(query("effects", "--of", "figure", "--levels", "--linear").out())
        .containsPattern("x +1 +4 +-3.75\n");
  }

  @Test
  void laysAFigureOutOverTwoColumns() {
    assertThat(query("surface", "--of", "figure", "--x", "x", "--y", "y").out())
        .isEqualTo(
            """
            mean of figure
            y \\ x  1  2   3   4
                1  1  2   3   4
                2  2  4   6   8
                3  3  6   9  12
                4  4  8  12  16
            """);
  }

  @Test
  void tellsWhatIsBestWhere() {
    CommandLineRun run =
        query("phases", "--x", "x", "--y", "status", "--min", "figure", "--show", "y,figure");

    assertThat(run.out())
        .isEqualTo(
            """
            y · figure of the rows with the least figure
            status \\ x  1      2      3      4
                    ok  1 · 1  1 · 2  1 · 3  1 · 4
            """);
  }

  @Test
  void aConditionKeepsRowsOut() {
    assertThat(query("best", "--min", "figure", "--where", "x > 2 AND y > 2", "--csv", "-").out())
        .contains("\n3,3,9,12.0,");
    CommandLineRun wrong = query("best", "--min", "figure", "--where", "z > 2");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("--where line 1 column 1");
  }

  @Test
  void readsWhatSweepWrites() throws IOException {
    Files.writeString(
        folder.resolve("sweep.yaml"),
        """
        format: sweep/1
        name: small
        scenario: megatron-1.7b-32-a100
        axes:
          - zip:
              - {path: cluster.devices, values: [32, 64]}
              - {path: workload.globalBatch, values: [512, 1024]}
          - {path: plan.microBatch, values: [4, 8]}
        """);

    assertThat(CommandLineRun.of("sweep", file("sweep.yaml"), "--out", file("out")).status())
        .isZero();
    CommandLineRun run =
        CommandLineRun.of("query", file("out"), "effects", "--of", "iteration_seconds");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("cluster_devices / workload_global_batch ", "plan_micro_batch ");
  }

  @Test
  void aQuestionNeedsASweep() {
    CommandLineRun run = CommandLineRun.of("query", "best", "--min", "figure");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("DIR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"best", "pareto", "effects", "surface", "phases"})
  void explainsEachQuestion(String question) {
    CommandLineRun run = CommandLineRun.of("query", "x", question, "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("Usage: millrace query DIR... " + question)
        .contains("--where=CONDITION");
  }

  @Test
  void writesPartitionsThatOtherToolsRead() {
    CommandLineRun run =
        query("FROM rows", "--parquet", file("parts"), "--partition-by", "x,status");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(folder.resolve("parts/x=3/status=ok")).isDirectoryContaining("glob:**.parquet");
    assertThat(folder).isDirectoryNotContaining("glob:**/.parts*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --parquet sweep --partition-by x     | --parquet: , is there already
          --parquet new --partition-by z       | --partition-by: the rows have no column 'z'
          --parquet new --partition-by x,x     | --partition-by: 'x' is named twice
          --partition-by x                     | --partition-by: is for --parquet
          """)
  void partitionsThatCannotBeAreIssues(String options, String issue) {
    CommandLineRun run =
        query(
            Stream.concat(
                    Stream.of("FROM rows"),
                    Stream.of(options.replace("sweep", file("sweep")).split(" ")))
                .map(it -> it.equals("new") ? file("new") : it)
                .toArray(String[]::new));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(issue.split(", "));
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void levelsAndParametersAreTwoQuestions() {
    CommandLineRun run = query("effects", "--of", "figure", "--levels", "--parameters");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--parameters: is another question than --levels");
  }

  @Test
  void saysHowLongPointsTook() throws IOException {
    query();
    Files.createDirectories(folder.resolve("sweep/timings"));
    SampleSweep.writeRows(
        folder.resolve("sweep/timings/0000000.parquet"),
        "SELECT range AS point, 0.5 AS seconds FROM range(16)");

    assertThat(query("SELECT x, sum(seconds) AS s FROM rows JOIN timings USING (point) GROUP BY x"))
        .extracting(CommandLineRun::out)
        .asString()
        .contains("1  2", "4  2");
  }

  @Test
  void aSweepWithoutTimingsHasNone() {
    assertThat(query("SELECT count(*) AS n FROM timings", "--csv", "-").out()).isEqualTo("n\n0\n");
  }
}
