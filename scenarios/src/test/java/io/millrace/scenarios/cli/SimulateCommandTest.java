package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.scenarios.text.Palette;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulateCommandTest {
  private static final String SMALL =
      """
      version: 1
      name: a small run
      cluster: {device: nvidia-a100-40g, devices: 8}
      model: {name: tiny, layers: 8, hidden: 1024, ffn: 4096, heads: 16, activation: gelu, vocab: 51200}
      workload: {type: training, framework: megatron-lm-2022, globalBatch: 32, sequence: 1024, precision: fp16}
      plan: {label: d2t2p2, microBatch: 2}
      pricePerDevice: 2 USD/h
      published: {iterationTime: 250 ms, peakMemoryGiB: 5, source: "made up"}
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeTheScenario() throws IOException {
    file = Files.writeString(folder.resolve("small.yaml"), SMALL);
  }

  @Test
  void showsFiguresWhereTheTimeGoesMemoryAndAssumptions() {
    CommandLineRun run = simulate();

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("a small run\n  8 × NVIDIA A100 SXM 40 GB in one node")
        .contains("predicted", "80 % range", "published", "difference")
        .containsPattern("iteration time +[0-9.]+ ms +[0-9.]+ … [0-9.]+ ms +250 ms +[+-][0-9.]+ %")
        .contains("peak memory", "cost per million tokens", "published: made up")
        .contains("Where the time goes, on stage ", ", which waits least")
        .containsPattern("matrix products +█+")
        .contains("100.0 %")
        .contains("Memory of a device at its fullest")
        .contains("plan.recompute: full (the default of megatron-lm-2022)");
  }

  @Test
  void showsOnlyTheHeadlineWhereItIsToBeQuiet() {
    CommandLineRun run = simulate("--quiet");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("iteration time").doesNotContain("Where the time goes");
  }

  @Test
  void printsOnlyJsonThatKeepsItsSchema() {
    CommandLineRun run = simulate("--json", "-");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("{\n  \"format\": \"simulation/1\",\n").endsWith("}\n");
    Schemas.assertMatches("simulation/1", run.out());
  }

  @Test
  void addsUpInEveryBreakdown() {
    JsonNode report = json(simulate("--json", "-"));

    double parts = report.get("breakdown").valueStream().mapToDouble(JsonNode::asDouble).sum();
    double whole = report.get("iterationTime").get("value").asDouble();
    assertThat(parts).isCloseTo(whole, within(1e-9 * whole));
    assertThat(StreamSupport.stream(report.get("memory").spliterator(), false))
        .hasSize(2)
        .allSatisfy(
            use ->
                assertThat(use.get("parts").valueStream().mapToLong(JsonNode::asLong).sum())
                    .isEqualTo(use.get("total").asLong()));
  }

  @Test
  void putsThePublishedFiguresBesideThePredictedOnes() {
    JsonNode comparison = json(simulate("--json", "-")).get("published").get("comparisons").get(0);

    assertThat(comparison.get("metric").asString()).isEqualTo("iterationTime");
    assertThat(comparison.get("published").asDouble()).isEqualTo(0.25);
    assertThat(comparison.get("difference").asDouble())
        .isCloseTo(comparison.get("predicted").asDouble() / 0.25 - 1, within(1e-12));
  }

  @Test
  void writesJsonToAFileBesideTheText() throws IOException {
    Path result = folder.resolve("result.json");

    CommandLineRun run = simulate("--json", result.toString());

    assertThat(run.out()).contains("iteration time");
    Schemas.assertMatches("simulation/1", Files.readString(result));
    assertThat(Files.readString(result)).isEqualTo(simulate("--json", "-").out());
  }

  @Test
  void writesATraceForAViewer() throws IOException {
    Path trace = folder.resolve("trace.json");

    assertThat(simulate("--trace", trace.toString()).status()).isZero();
    JsonNode events = JsonMapper.shared().readTree(Files.readString(trace)).get("traceEvents");
    assertThat(events.size()).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--trace"})
  void refusesAFileThatCannotBeWritten(String option) {
    Path nowhere = folder.resolve("no-such-folder").resolve("file.json");

    CommandLineRun run = simulate(option, nowhere.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(option + ": '" + nowhere + "' cannot be written");
  }

  @Test
  void saysFirstWhatDoesNotFitAndByHowMuch() throws IOException {
    Files.writeString(
        file,
        SMALL.replace("globalBatch: 32", "globalBatch: 2048").replace("Batch: 2}", "Batch: 512}"));

    CommandLineRun run = simulate();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("Does not fit:\n")
        .containsPattern("stage 0 needs [0-9.]+ GiB of hbm2, [0-9.]+ GiB more than the 40 GiB");
    JsonNode report = json(simulate("--json", "-"));
    assertThat(report.get("feasible").asBoolean()).isFalse();
    assertThat(report.get("reasons")).isNotEmpty();
  }

  /** Whoever measured a run had the memory for it. */
  @Test
  void aPublishedRunThatDoesNotFitDoubtsTheFigureOfMemory() throws IOException {
    String large =
        SMALL.replace("globalBatch: 32", "globalBatch: 2048").replace("Batch: 2}", "Batch: 512}");
    Files.writeString(file, large);
    assertThat(simulate().out()).contains("Figures of such a run are published: if it fitted");

    Files.writeString(file, large.replaceAll("published:.*\n", ""));
    assertThat(simulate().out()).startsWith("Does not fit:\n").doesNotContain("are published");
  }

  @Test
  void warnsWhereLittleMemoryIsLeft() throws IOException {
    Files.writeString(
        file,
        SMALL.replace("devices: 8}", "devices: 8, overrides: {memory: %s}}".formatted(needed())));

    CommandLineRun run = simulate("--quiet");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("Fits with less than 5 % to spare: stage ")
        .contains("Drivers keep some of that");
    assertThat(simulate().out()).contains("% to spare");
  }

  /** A fiftieth more than the fullest stage needs. */
  private String needed() {
    long bytes = 0;
    for (JsonNode use : json(simulate("--json", "-")).get("memory")) {
      bytes = Math.max(bytes, use.get("total").asLong());
    }
    return bytes / 50 * 51 / 1_000_000 + " MB";
  }

  @Test
  void leavesOutColumnsThatNobodyPublished() throws IOException {
    Files.writeString(file, SMALL.replaceAll("published:.*\n", ""));

    assertThat(simulate().out())
        .contains("80 % range")
        .doesNotContain("published")
        .doesNotContain("difference");
  }

  @Test
  void saysWhatSharesAreOfAndWhatTheRangeIsMadeOf() {
    assertThat(simulate("--quiet").out())
        .contains("of the dense peak, 312 TFLOP/s in fp16")
        .containsPattern("range: [0-9.]+ % of its variance is error of the model itself")
        .contains("device energy per iteration");
  }

  /** Of the same iterations, so that only the count of arithmetic can differ. */
  @Test
  void marksFiguresThatCountOtherArithmetic() throws IOException {
    JsonNode report = json(simulate("--json", "-"));
    double seconds = report.get("iterationTime").get("value").asDouble();
    double teraflops = report.get("modelTflopsPerDevice").get("value").asDouble();
    String published = "published: {iterationSeconds: %s, modelTflopsPerDevice: %s}\n";

    Files.writeString(
        file, SMALL.replaceAll("published:.*\n", published.formatted(seconds, 0.88 * teraflops)));
    assertThat(simulate("--quiet").out())
        .contains("model TFLOP/s per device ³", "³ the published figure counts 0.88 times");

    Files.writeString(
        file, SMALL.replaceAll("published:.*\n", published.formatted(2 * seconds, teraflops / 2)));
    assertThat(simulate("--quiet").out()).doesNotContain("³");
  }

  @Test
  void aFrameworkThatNobodyDescribedStandsOut() throws IOException {
    Files.writeString(file, SMALL.replace("framework: megatron-lm-2022", "framework: mindspore"));

    assertThat(simulate().out())
        .contains("fp16, generic framework (assumed, see below)", "'mindspore' has no profile");
  }

  @Test
  void asksForAPlan() throws IOException {
    Files.writeString(file, SMALL.replaceAll("plan:.*\n", ""));

    CommandLineRun run = simulate();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("plan: is missing").contains("plan: {label: d8t4p2}");
  }

  @Test
  void findsAScenarioOfTheLibraryByItsId() {
    CommandLineRun run = CommandLineRun.of("simulate", "megatron-1.7b-32-a100");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("GPT 1.7B");
  }

  @Test
  void suggestsTheScenarioThatWasMeant() {
    CommandLineRun run = CommandLineRun.of("simulate", "megatron-1.7b-32-a10");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Maybe 'megatron-1.7b-32-a100'?");
    assertThat(CommandLineRun.of("simulate", "quite-something-else").err())
        .contains("'list scenarios' shows all");
  }

  @Test
  void paintsOnlyForTerminals() {
    CommandLineRun painted = CommandLineRun.of(Palette.COLOURS, "simulate", file.toString());

    assertThat(painted.out()).contains("\u001B[36m█");
    assertThat(painted.out().replaceAll("\u001B\\[[0-9]+m", "")).isEqualTo(simulate().out());
    assertThat(simulate().out()).doesNotContain("\u001B");
  }

  private CommandLineRun simulate(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "simulate";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandLineRun.of(arguments);
  }

  private static JsonNode json(CommandLineRun run) {
    return JsonMapper.shared().readTree(run.out());
  }
}
