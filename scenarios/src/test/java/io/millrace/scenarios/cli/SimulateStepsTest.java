package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.input.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code millrace simulate} on scenarios of post-training. */
class SimulateStepsTest {
  private static final Path SCENARIOS = Path.of("post-training");

  @TempDir private Path folder;

  static List<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void estimatesEveryScenarioThatShips(Path file) {
    Path json = folder.resolve("step.json");

    CommandLineRun run = CommandLineRun.of("simulate", file.toString(), "--json", json.toString());

    JsonNode tree = JsonMapper.shared().readTree(json.toFile());
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("step time").contains("actorTraining");
    assertThat(Schemas.errors("step/1", tree)).isEmpty();
    assertThat(tree.get("stepTime").get("value").doubleValue()).isBetween(10.0, 1000.0);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void itsSchemaAcceptsEveryScenarioThatShips(Path file) {
    JsonNode tree = Document.read(file).orThrow().root();

    assertThat(Schemas.errors("post-training/1", tree)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void validatesEveryScenarioThatShips(Path file) {
    CommandLineRun run = CommandLineRun.of("validate", file.toString());

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains(file + ": ok");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void simulatesEveryScenarioThatShipsCloseToItsEstimate(Path file) {
    Path json = folder.resolve("step.json");

    CommandLineRun run = CommandLineRun.of("simulate", file.toString(), "--json", json.toString());

    JsonNode tree = JsonMapper.shared().readTree(json.toFile());
    double estimate = tree.get("stepTime").get("value").doubleValue();
    double simulated = tree.get("simulated").get("stepSeconds").doubleValue();
    assertThat(simulated).isCloseTo(estimate, within(0.02 * estimate));
    assertThat(run.out()).contains("Memory of a device at its fullest").contains("A=");
  }

  @Test
  void tracesCallsTransfersAndMemory() {
    Path trace = folder.resolve("trace.json");

    CommandLineRun run =
        CommandLineRun.of(
            "simulate",
            SCENARIOS + "/nemo-rl-qwen3-235b-256-h100.yaml",
            "--trace",
            trace.toString());

    JsonNode events = JsonMapper.shared().readTree(trace.toFile()).get("traceEvents");
    List<String> names = new ArrayList<>();
    events.forEach(it -> names.add(it.get("name").asString()));
    assertThat(run.status()).isZero();
    assertThat(names)
        .contains("actorTraining 5", "weights to actorGeneration 5", "memory")
        .contains("weights of actor for actorGeneration 5");
  }

  @Test
  void comesCloseToWhatWasPublished() {
    CommandLineRun run =
        CommandLineRun.of("simulate", SCENARIOS + "/real-ppo-7b-8-a100.yaml", "--quiet");

    assertThat(run.out()).containsPattern("published 31.29 s \\([+-][0-9].[0-9] %\\)");
  }

  @Test
  void saysWhatDoesNotFit() throws IOException {
    Path file = changed("actorGeneration: {devices: 0-7, tensor: 8}", "actorGeneration: {}");
    Files.writeString(file, Files.readString(file).replace("llama-2-7b", "llama-3.1-70b"));

    CommandLineRun run = CommandLineRun.of("simulate", file.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("Does not fit:").contains("actorGeneration needs");
  }

  @Test
  void findsEveryMistakeAndCallsNoStackTrace() throws IOException {
    Path file = changed("tensor: 8}", "tensr: 8}");

    CommandLineRun run = CommandLineRun.of("simulate", file.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("plan.calls.actorGeneration.tensr")
        .contains("plan.calls.criticTraining.tensr")
        .contains("tensor")
        .doesNotContain("\tat ");
  }

  @Test
  void asksForAPlan() throws IOException {
    Path file = folder.resolve("no-plan.yaml");
    String text = Files.readString(SCENARIOS.resolve("real-ppo-7b-8-a100.yaml"));
    Files.writeString(file, text.substring(0, text.indexOf("plan:")));

    CommandLineRun run = CommandLineRun.of("simulate", file.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("say where each call runs");
  }

  private Path changed(String from, String to) throws IOException {
    Path file = folder.resolve("changed.yaml");
    String text = Files.readString(SCENARIOS.resolve("real-ppo-7b-8-a100.yaml"));
    Files.writeString(file, text.replace(from, to));
    return file;
  }
}
