package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeTheMeasurements() throws IOException {
    file = folder.resolve("measured.json");
    Files.writeString(
        file,
        """
        {"format": "measurements/1", "cases": [%s, %s, %s, %s, %s, %s]}
        """
            .formatted(
                measured("a", "small", 16, "1f1b", 0.2, false),
                measured("b", "small", 32, "1f1b", 0.4, false),
                measured("c", "large", 64, "1f1b", 0.8, false),
                measured("old", "large", 64, "1f1b", 1.5, true),
                measured("odd", "large", 64, "dualpipe", 0.8, false),
                measured("odder", "large", 48, "dualpipe", 0.8, false)));
  }

  private static String measured(
      String id, String family, int batch, String schedule, double seconds, boolean superseded) {
    return String.format(
        Locale.ROOT,
        """
        {"id": "%s", "family": "%s", "source": {"title": "made up"}, "superseded": %s,
         "cluster": {"device": "nvidia-a100-40g", "devices": 8},
         "model": {"name": "tiny", "layers": 8, "hidden": 1024, "ffn": 4096, "heads": 16,
                   "activation": "gelu", "vocab": 51200},
         "workload": {"type": "training", "framework": "megatron-lm-2022", "globalBatch": %d,
                      "sequence": 1024, "precision": "fp16"},
         "plan": {"data": 4, "pipeline": 2, "schedule": "%s"},
         "measured": {"iterationSeconds": %s}}
        """,
        id,
        family,
        superseded,
        batch,
        schedule,
        seconds);
  }

  @Test
  void summarisesFamiliesAndShowsTheWorstAndTheRefused() {
    CommandLineRun run = check();

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith(
            "Predicted against measured: 6 cases, 2 refused, 1 superseded by a newer release")
        .containsPattern("family +cases +mean +median +90th pct +bias +in range +Spearman")
        .containsPattern("\n  small +2 +")
        .containsPattern("\n  large +1 +")
        .containsPattern("\n  all +3 +")
        .contains("Furthest off")
        .containsPattern("a \\(small\\): measured 200 ms, predicted [0-9.]+ ms")
        .containsPattern("matrix products [0-9.]+ %")
        .containsPattern("assumed plan.recompute: full\\s+\\(the default of megatron-lm-2022\\)")
        .contains("Not predicted")
        .contains("2 cases: plan.schedule: 'dualpipe' is none of gpipe, 1f1b, interleaved, ")
        .contains("odd, odder");
  }

  @Test
  void showsOnlyTheErrorsByFamilyWhereItIsToBeQuiet() {
    assertThat(check("--quiet").out()).contains("all").doesNotContain("Furthest off");
  }

  @Test
  void printsOnlyJsonThatKeepsItsSchema() {
    CommandLineRun run = check("--json", "-");

    assertThat(run.status()).isZero();
    Schemas.assertMatches("check/1", run.out());
    JsonNode result = JsonMapper.shared().readTree(run.out());
    assertThat(result.get("cases").get(0).get("measured").asDouble()).isEqualTo(0.2);
    assertThat(result.get("cases").get(3).get("superseded").asBoolean()).isTrue();
    assertThat(result.get("cases").get(4).get("notPredicted").asString())
        .startsWith("plan.schedule: ");
    assertThat(result.get("summary").get(2).get("family").asString()).isEqualTo("all");
    assertThat(result.get("summary").get(2).get("cases").asInt()).isEqualTo(3);
  }

  @Test
  void failsWhereALimitIsExceeded() {
    CommandLineRun run = check("--max-mape", "0.001", "--max-median", "0.001");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("the check has 2 issues")
        .containsPattern("--max-mape: is 0.001 %, the error is [0-9.]+ %")
        .containsPattern("--max-median: is 0.001 %, the error is [0-9.]+ %");
    assertThat(check("--max-mape", "1000", "--max-median", "1000").status()).isZero();
  }

  @Test
  void failsALimitWhereNothingWasPredicted() throws IOException {
    Files.writeString(file, "{\"format\": \"measurements/1\", \"cases\": []}");

    assertThat(check().status()).isZero();
    assertThat(check().out()).contains("0 cases");
    assertThat(check("--max-mape", "10").status()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoFileOfMeasurements() throws IOException {
    Files.writeString(file, "{\"format\": \"measurements/2\", \"cases\": {}, \"more\": 1}");

    CommandLineRun run = check();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("format: is 'measurements/2', not 'measurements/1'")
        .contains("cases: expected a list")
        .contains("more: unknown key");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void readsEveryFileBeforeItRefuses() {
    CommandLineRun run =
        CommandLineRun.of("check", folder.resolve("x.json").toString(), file.toString(), "y.json");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("x.json has 1 issue").contains("y.json has 1 issue");
  }

  @Test
  void looksForFilesInTheDataFolderToo() {
    CommandLineRun run =
        CommandLineRun.of("check", "measured.json", "--data", folder.toString(), "--quiet");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("6 cases");
  }

  @Test
  void checksTheCasesThatShipWhereNoFileIsNamed() {
    CommandLineRun run = CommandLineRun.of("check", "--quiet", "--max-median", "10");

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).containsPattern("\n  all +100 +");
  }

  private CommandLineRun check(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "check";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandLineRun.of(arguments);
  }
}
