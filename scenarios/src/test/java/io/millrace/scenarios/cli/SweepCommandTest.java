package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepCommandTest {
  private static final String SWEEP =
      """
      format: sweep/1
      name: a map
      scenario: megatron-1.7b-32-a100
      axes:
        - {path: cluster.devices, values: [32, 64]}
        - {path: plan.tensor, values: [1, 2, 3]}
        - {path: plan.microBatch, values: [4, 8]}
      where: [plan.tensor * plan.microBatch < 24]
      rowsPerChunk: 3
      """;

  @TempDir private Path folder;
  private Path file;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("sweep.yaml"), SWEEP);
    out = folder.resolve("out");
  }

  private CommandLineRun sweep(String... options) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of("sweep", file.toString(), "--out", out.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  private String query(String sql) {
    CommandLineRun run = CommandLineRun.of("query", out.toString(), sql, "--csv", "-");
    assertThat(run.status()).as(run.err()).isZero();
    return run.out();
  }

  private List<String> chunks() throws IOException {
    try (Stream<Path> files = Files.list(out.resolve("rows"))) {
      return files.map(it -> String.valueOf(it.getFileName())).sorted().toList();
    }
  }

  @Test
  void makesTheRowsAndSaysWhereTheyAre() throws IOException {
    CommandLineRun run = sweep();

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("10 rows in ")
        .contains("; 2 without figures\n")
        .contains("all rows are in " + out + "\n")
        .containsPattern("  2 impossible, such as: plan.+\\n$");
    assertThat(chunks())
        .containsExactly(
            "0000000.parquet", "0000001.parquet", "0000002.parquet", "0000003.parquet");
  }

  @Test
  void aRowThatFailsDoesNotEndTheSweepAndSaysWhy() {
    assertThat(sweep().status()).isZero();

    assertThat(query("SELECT plan_tensor, status, error FROM rows WHERE status <> 'ok'"))
        .startsWith("plan_tensor,status,error\n3,impossible,")
        .containsPattern("3,impossible,\"?plan")
        .hasLineCount(3);
  }

  @Test
  void aSweepWithoutAnyFigureSaysWhyAndIsInfeasible() {
    rewrite(
        SWEEP
            .replace("axes:", "axes:\n  - {path: model, values: [lama-3.1-70b, gpd-7b]}")
            .replace("rowsPerChunk: 3", ""));

    CommandLineRun run = sweep();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("no model 'lama-3.1-70b' is known", "no model 'gpd-7b' is known");
  }

  @Test
  void quantitiesOfOneUnitAreNumbers() {
    rewrite(
        SWEEP.replace("axes:", "axes:\n  - {path: pricePerDevice, values: [2 USD/h, 10 USD/h]}"));

    assertThat(sweep().status()).isZero();

    assertThat(query("SELECT DISTINCT price_per_device FROM rows ORDER BY 1"))
        .isEqualTo("price_per_device\n2.0\n10.0\n");
  }

  @Test
  void rowsSayHowTheirFiguresWereFoundWithARangeTheSeedAndTheTool() {
    Stream.of("cost", "simulate")
        .forEach(
            evaluation -> {
              rewrite(SWEEP + "evaluate: " + evaluation + "\n");
              out = folder.resolve(evaluation);
              assertThat(sweep().status()).isZero();

              assertThat(
                      query(
                          """
                          SELECT DISTINCT evaluation, seed, tool LIKE 'millrace %' AS tool,
                            iteration_seconds_low < iteration_seconds
                              AND iteration_seconds < iteration_seconds_high AS range,
                            round(tokens_per_second_low * iteration_seconds_high
                              / (tokens_per_second * iteration_seconds), 9) AS slowest
                          FROM rows WHERE status = 'ok'
                          """))
                  .isEqualTo(
                      "evaluation,seed,tool,range,slowest\n" + evaluation + ",0,true,true,1.0\n");
            });
  }

  @Test
  void saysHowLongPointsTook() {
    assertThat(sweep().status()).isZero();

    assertThat(
            query(
                """
                SELECT count(*) AS points, min(seconds) >= 0 AS measured
                FROM rows JOIN timings USING (point)
                """))
        .isEqualTo("points,measured\n10,true\n");
  }

  @Test
  void aDryRunCountsRowsAndShowsSomeAndWritesNothing() {
    CommandLineRun run = CommandLineRun.of("sweep", file.toString(), "--dry-run", "--threads", "3");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("12 points, 10 of them meet the conditions", "4 chunks to write")
        .containsPattern("cluster.devices +plan.tensor +plan.microBatch")
        .containsPattern("32 +1 +4");
    assertThat(out).doesNotExist();
  }

  @Test
  void aDryRunEstimatesTheTimeOfALongSweep() {
    rewrite(
        SWEEP.replace(
            "[32, 64]",
            "[32, 64]}\n  - {path: workload.globalBatch, from: 128," + " to: 1000000, step: 128"));

    CommandLineRun run = CommandLineRun.of("sweep", file.toString(), "--dry-run", "--threads", "3");

    assertThat(run.out()).containsPattern("about [0-9.]+ (s|min) on 3 threads, at .* a point");
  }

  @Test
  void goesOnWithWhatIsMissing() throws IOException {
    sweep();
    byte[] second = Files.readAllBytes(out.resolve("rows/0000001.parquet"));
    Files.delete(out.resolve("rows/0000001.parquet"));

    CommandLineRun run = sweep("--threads", "1");

    assertThat(run.out()).startsWith("2 rows in ").contains("3 of 4 chunks were there");
    assertThat(out.resolve("rows/0000001.parquet")).hasBinaryContent(second);
    assertThat(sweep().out()).contains("0 rows in ", "4 of 4 chunks were there");
  }

  @Test
  void rowsOfAChangedSweepAreNotMixedIn() throws IOException {
    sweep();
    List<String> before = chunks();
    rewrite(SWEEP.replace("[32, 64]", "[32, 64, 128]"));

    CommandLineRun run = sweep();

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err())
        .contains("--out: " + out + " has rows of another sweep")
        .contains("name another folder, or empty this one");
    assertThat(chunks()).isEqualTo(before);
  }

  @Test
  void whatCannotBeWrittenIsOneMessageAndTheRestStays() throws IOException {
    // Nothing can be renamed to a folder that has something in it.
    Path inTheWay = Files.createDirectories(out.resolve("rows/0000002.parquet/full"));

    CommandLineRun run = sweep("--threads", "1");

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err())
        .contains("has 1 issue", "0000002.parquet cannot be written: ")
        .contains("what was done is kept; the same command goes on")
        .doesNotContain("Exception", "\tat ");
    Files.delete(inTheWay);
    Files.delete(out.resolve("rows/0000002.parquet"));
    assertThat(chunks()).containsExactly("0000000.parquet", "0000001.parquet");

    assertThat(sweep().out()).contains("2 of 4 chunks were there", "all rows are in");
    assertThat(query("SELECT count(*) AS rows FROM rows")).isEqualTo("rows\n10\n");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Files.writeString(out, "precious");

    CommandLineRun run = sweep();

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err()).contains("--out: ", " is a file");
    assertThat(out).hasContent("precious");
  }

  @Test
  void wrongOptionsAreToldTogether() {
    CommandLineRun run = CommandLineRun.of("sweep", file.toString(), "--threads", "0");

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err()).contains("--out: is missing", "--threads: must be at least 1");
  }

  @Test
  void allThatIsWrongWithASweepIsToldAtOnce() {
    rewrite(
        """
        format: sweep/1
        name: wrong
        scenario: megatron-1.7b-32-a100
        axes:
          - {path: cluster.devicez, values: [32]}
          - {path: workload.globalBatch, from: 512, to: 12}
          - {path: plan.tensor, values: []}
          - {path: cluster.node, catalogue: nodes, where: memory >= 800 TiB}
          - zip: [{path: workload.sequence, values: [1, 2]}, {path: pricePerDevice, values: [1 USD/h]}]
        where: ["plan.foo < 3", "plan.tensor <"]
        evaluate: simulate
        search: {work: 0}
        sample: {method: sobl, points: 0}
        nonsense: 1
        """);

    CommandLineRun run = sweep();

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("axes: no scenario has 'cluster.devicez'\n      Maybe 'device'?")
        .contains("axes[1].to: is less than 'from'")
        .contains("axes[2].values: has no values")
        .contains("axes[3].where: no entry meets it")
        .contains("axes[4].zip: workload.sequence has 2 points, pricePerDevice has 1")
        .contains("where[0]: no axis and no key of the scenario is plan.foo")
        .contains("where[1]: ends where a value should be")
        .contains("search: is for plans that are searched\n      add 'evaluate: plan'")
        .contains("sample.method: 'sobl' is none of sobol, latin-hypercube")
        .contains("sample.points: must be at least 1, is 0")
        .contains("nonsense: unknown key");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          evaluate: guess              | evaluate: 'guess' is none of cost, simulate, plan
          then: simulate               | then: is for the best of 'evaluate'
          best: 2; evaluate: simulate  | best: chooses before anything is simulated
          then: plan; best: 2          | then: 'plan' is none of simulate
          replications: {number: 3}    | replications: would all be the same
          evaluate: plan               | evaluate: plan searches what an axis varies
          draws: {number: 0}           | draws.number: must be at least 1, is 0
          draws: {number: 2000000000}  | draws.number: is 2000000000, more than 1000000
          rowsPerChunk: 0              | rowsPerChunk: must be at least 1, is 0
          scenario: nobody             | scenario: the library has no scenario 'nobody'
          """)
  void aQuestionThatCannotBeAskedIsAnIssue(String keys, String issue) {
    String rest = SWEEP.replaceFirst("rowsPerChunk.*\n", "");
    String named = keys.startsWith("scenario") ? rest.replaceFirst("scenario.*\n", "") : rest;
    rewrite(named + keys.replace("; ", "\n") + "\n");

    CommandLineRun run = sweep();

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err()).contains(issue).doesNotContain("Exception");
    assertThat(out).doesNotExist();
  }

  @Test
  void anAxisNeedsAPath() {
    rewrite(SWEEP.replace("{path: cluster.devices, ", "{"));

    assertThat(sweep().err()).contains("axes[0].path: is missing");
  }

  @Test
  void moreChunksThanCanBeNumberedAreAnIssue() {
    rewrite(
        SWEEP
            .replace("values: [32, 64]", "from: 1, to: 100000, step: 1")
            .replace("values: [4, 8]", "from: 1, to: 100000, step: 1"));

    CommandLineRun run = sweep("--dry-run");

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err())
        .contains("axes: make 30,000,000,000 points, which are more chunks of 3 than can be");
  }

  @Test
  void theBestAreNotChosenAmongMorePlansThanCanBeHeld() {
    rewrite(
        SWEEP
                .replace("values: [1, 2, 3]", "from: 1, to: 100000, step: 1")
                .replace("values: [4, 8]", "from: 1, to: 100000, step: 1")
            + "best: 3\n");

    CommandLineRun run = sweep("--dry-run");

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err())
        .contains("best: chooses among 10,000,000,000 plans of each point, more than 1,000,000");
  }

  @Test
  void anAxisOfMoreThanCanBeIsAnIssue() {
    rewrite(
        SWEEP
            .replace("values: [32, 64]", "from: 1, to: 1000000")
            .replace("values: [1, 2, 3]", "from: 1, to: 1000000000, step: 1"));

    CommandLineRun run = sweep();

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err())
        .contains("axes[1]: has more than 1000000 points")
        .contains("cluster.devices is a continuous range");
  }

  private void rewrite(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
