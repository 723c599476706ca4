package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code millrace check} on steps of post-training. */
class CheckStepsTest {
  private static final String CASE =
      """
      {"id": "%s", "family": "steps", "source": {"title": "made up", "missing": ["the device"]},
       "cluster": {"device": "nvidia-a100-sxm-80g", "devices": 8, "devicesPerNode": 8},
       "models": {"actor": {"name": "llama-2-7b"}},
       "workload": {"type": "post-training", "algorithm": "%s", "promptTokens": 128,
                    "outputTokens": %d, "batch": 128, "precision": "bf16",
                    "generationEngine": "vllm"},
       "plan": {"calls": {"actorGeneration": {"tensor": 2}, "actorTraining": {"tensor": 4}}},
       "measured": {"stepSeconds": %d}}
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeTheMeasurements() throws IOException {
    file = folder.resolve("steps.json");
    Files.writeString(
        file,
        "{\"format\": \"measurements/1\", \"cases\": [%s, %s, %s]}"
            .formatted(
                CASE.formatted("short", "grpo", 64, 40),
                CASE.formatted("long", "grpo", 512, 50),
                CASE.formatted("odd", "grop", 512, 50)));
  }

  @Test
  void showsStepsByFamilyAndWhatTheyAreSpentOn() {
    CommandLineRun run = check();

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("Predicted against measured: 3 cases, 1 refused")
        .containsPattern("\n  steps +2 +")
        .containsPattern("long \\(steps\\): measured 50 s, predicted [0-9.]+ s")
        .containsPattern("actorGeneration [0-9.]+ %")
        .contains("'grop' is none of ppo, grpo");
  }

  @Test
  void writesStepsAsItsSchemaSays() {
    Path json = folder.resolve("check.json");

    check("--json", json.toString(), "--by", "family,device,framework,precision,kind");

    JsonNode tree = JsonMapper.shared().readTree(json.toFile());
    assertThat(Schemas.errors("check/1", tree)).isEmpty();
    assertThat(tree.get("cases").get(0).get("metric").stringValue()).isEqualTo("stepSeconds");
    assertThat(tree.get("summary").get(0).get("cases").intValue()).isEqualTo(2);
  }

  @Test
  void judgesStepsByItsLimits() {
    assertThat(check("--max-mape", "0.001").status()).isEqualTo(1);
    assertThat(check("--max-mape", "1000").status()).isZero();
  }

  @Test
  void infersHowFastADeviceWouldHaveBeen() {
    Path json = folder.resolve("check.json");

    CommandLineRun run =
        check("--as-device", "steps=nvidia-h100-sxm", "--json", json.toString(), "--quiet");

    JsonNode tree = JsonMapper.shared().readTree(json.toFile());
    assertThat(run.out()).containsPattern("steps +nvidia-h100-sxm +[0-9.]+ %");
    assertThat(Schemas.errors("check/1", tree)).isEmpty();
    assertThat(tree.get("devices").get(0).get("efficiency").doubleValue()).isBetween(0.1, 2.0);
  }

  @Test
  void refusesFamiliesAndDevicesThatItDoesNotKnow() {
    CommandLineRun run = check("--as-device", "step=nvidia-h100,steps");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("no case of post-training is of the family 'step'");
    assertThat(run.err()).contains("'steps' names no device");
  }

  private CommandLineRun check(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "check";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandLineRun.of(arguments);
  }
}
