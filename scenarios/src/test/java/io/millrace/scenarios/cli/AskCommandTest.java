package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AskCommandTest {
  private static final String SMALL =
      """
      version: 1
      name: a small question
      cluster: {device: nvidia-a100-sxm-80g, devices: 2}
      model: {name: tiny, layers: 2, hidden: 512, ffn: 2048, heads: 4, activation: gelu, vocab: 32000}
      workload: {type: training, framework: megatron-core-2024, globalBatch: 4, sequence: 1024, precision: bf16}
      pricePerDevice: 2 USD/h
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeTheScenario() throws IOException {
    file = Files.writeString(folder.resolve("small.yaml"), SMALL);
  }

  private CommandLineRun ask(String question, String... options) {
    List<String> arguments = new ArrayList<>(List.of("ask", question, file.toString()));
    arguments.addAll(List.of(options));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static JsonNode tree(CommandLineRun run) {
    Schemas.assertMatches("answer/1", run.out());
    return JsonMapper.shared().readTree(run.out());
  }

  @Test
  void devicesSaysHowManyAndWhatWasLookedAt() {
    CommandLineRun run = ask("devices", "--tokens", "1B", "--within", "60d");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("^1 devices finish in [0-9.]+ days")
        .contains("USD", "decided: 1 numbers of devices from 1 to 1, none of them left open");
  }

  @Test
  void searchesEndAfterTheTimeThatIsGivenAndKeepMemoryFree() {
    assertThat(
            ask(
                    "largest",
                    "--what",
                    "batch",
                    "--at-most",
                    "50 ms",
                    "--time-limit",
                    "60s",
                    "--memory-reserve",
                    "4 GiB")
                .status())
        .isZero();
    assertThat(ask("devices", "--tokens", "1B", "--within", "60d", "--time-limit", "soon").err())
        .contains("--time-limit", "such as 10s");
  }

  @Test
  void devicesSayWhatFewerOfThemLack() {
    double one = tree(devices("600d")).at("/best/totalTime").asDouble();
    CommandLineRun two = devices((long) (0.9 * one) + " s");

    assertThat(tree(two).at("/best/devices").asInt()).isEqualTo(2);
    assertThat(tree(two).path("binding").asString()).isEqualTo("time");
    assertThat(tree(devices("600d")).has("binding")).isFalse();
  }

  private CommandLineRun devices(String within) {
    return ask("devices", "--tokens", "1B", "--within", within, "--json", "-");
  }

  @Test
  void devicesThatAreTooSlowSayWhatWouldDo() {
    CommandLineRun run = ask("devices", "--tokens", "100T", "--within", "1d", "--goodput", "0.9");

    assertThat(run.status()).isEqualTo(ExitStatus.INFEASIBLE);
    assertThat(run.out())
        .contains("No number of devices up to 2 finishes within 1 days")
        .containsPattern("time binds: 2 devices take [0-9,.]+ days; .* or --within \\d+d");
  }

  @Test
  void everyWrongOptionOfDevicesIsNamedAtOnce() {
    CommandLineRun run =
        ask(
            "devices",
            "--tokens",
            "many",
            "--within",
            "soon",
            "--goodput",
            "2",
            "--max-devices",
            "0",
            "--launcher",
            "megatron-ml",
            "--work",
            "0");

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err())
        .contains("--tokens: 'many' is no positive number")
        .contains("--within: ", "--goodput: must be above 0 and at most 1, is 2.0")
        .contains("--max-devices: must be 1 to 10000000, is 0")
        .contains("--launcher: 'megatron-ml' is not known", "--work: must be at least 1, is 0");
  }

  @Test
  void largestTellsTheSizeAndTheNextThatCannotBe() {
    CommandLineRun run = ask("largest", "--what", "batch", "--at-most", "50 ms", "--work", "300");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("^\\d+ sequences, 0.0B parameters")
        .containsPattern("\\d+ sequences: time: no plan of those looked at takes 0.05000 s or less")
        .contains("tried in steps of");
  }

  @Test
  void aBatchWithoutATimeHasNoLargest() {
    CommandLineRun run = ask("largest", "--what", "batch");

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err()).contains("--at-most: is missing: a batch of any size fits");
  }

  @Test
  void buyComparesNodesAndSaysWhyNotTheOthers() {
    CommandLineRun run =
        ask(
            "buy",
            "--budget",
            "100k USD/year",
            "--node",
            "dgx-a100,dgx-h100",
            "--price",
            "nvidia-h100-sxm=2.5",
            "--tokens",
            "1B",
            "--work",
            "100",
            "--json",
            "-");

    assertThat(run.status()).isZero();
    assertThat(tree(run).get("format").asString()).isEqualTo("answer/1");
    assertThat(tree(run).get("offers"))
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.get("tokensPerDollar").asDouble()).isPositive());
  }

  @Test
  void buyAssumesNoPrice() {
    CommandLineRun run = ask("buy", "--budget", "10 USD/h", "--node", "dgx-h100", "--work", "100");

    assertThat(run.status()).isEqualTo(ExitStatus.INFEASIBLE);
    assertThat(run.out()).contains("nobody gives a price of nvidia-h100-sxm");
  }

  @Test
  void everyWrongOptionOfBuyIsNamedAtOnce() {
    CommandLineRun run =
        ask(
            "buy",
            "--budget",
            "much",
            "--power",
            "10 MV",
            "--node",
            "dgx-h10",
            "--price",
            "nvidia-h10=2");

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err())
        .contains("only one of them can be the same for all")
        .contains("--budget: 'much' is no money per time")
        .contains("--node: 'dgx-h10' is no node of the catalogue")
        .contains("--price: 'nvidia-h10' is no device of the catalogue");
  }

  @Test
  void theSameQuestionHasTheSameAnswer() {
    String[] options = {"--what", "sequence", "--at-most", "40 ms", "--work", "100", "--json", "-"};

    assertThat(tree(ask("largest", options))).isEqualTo(tree(ask("largest", options)));
  }

  @Test
  void devicesWritesWhatItFound() {
    JsonNode answer = tree(ask("devices", "--tokens", "1B", "--within", "60d", "--json", "-"));

    assertThat(answer.at("/best/devices").asInt()).isEqualTo(1);
    assertThat(answer.at("/best/dollars").asDouble())
        .isCloseTo(2 * answer.at("/best/deviceHours").asDouble(), within(1e-9));
  }
}
