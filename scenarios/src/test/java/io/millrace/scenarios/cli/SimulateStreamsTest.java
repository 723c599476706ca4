package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.input.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code millrace simulate} and {@code validate} on workers joined by streams. */
class SimulateStreamsTest {
  private static final Path SCENARIOS = Path.of("streams");
  private static final Path ATARI = SCENARIOS.resolve("srl-atari-3-a100.yaml");

  @TempDir private Path folder;

  static List<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      return files.sorted().toList();
    }
  }

  private Path changed(String from, String to) throws IOException {
    String text = Files.readString(ATARI);
    assertThat(text).contains(from);
    return Files.writeString(folder.resolve("changed.yaml"), text.replace(from, to));
  }

  private static JsonNode tree(Path file) {
    CommandLineRun run = CommandLineRun.of("simulate", file.toString(), "--json", "-");
    assertThat(run.status()).isZero();
    return JsonMapper.shared().readTree(run.out());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void itsSchemaAcceptsEveryScenarioThatShips(Path file) {
    JsonNode tree = Document.read(file).orThrow().root();

    assertThat(Schemas.errors("streams/1", tree)).isEmpty();
    assertThat(CommandLineRun.of("validate", file.toString()).out()).contains(file + ": ok");
  }

  @Test
  void printsWhatHoldsUpAndHowFullStreamsAre() {
    CommandLineRun run = CommandLineRun.of("simulate", ATARI.toString());

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("frames per second", "held up by replies", "versions old")
        .containsPattern("environments +16 +[0-9.]+ %  2 in a ring")
        .containsPattern("samples +environments +trainers +128 ");
  }

  @Test
  void reportsAsItsSchemaSaysAndTheSameEachTime() {
    JsonNode tree = tree(ATARI);

    assertThat(Schemas.errors("streams-simulation/1", tree)).isEmpty();
    assertThat(tree(ATARI)).isEqualTo(tree);
    assertThat(tree.get("framesPerSecond").doubleValue())
        .isLessThan(tree.get("closedForm").get("framesPerSecond").doubleValue());
    assertThat(tree.get("streams").size()).isEqualTo(5);
  }

  @Test
  void aSlowTrainerFillsItsStreamAndStopsEnvironments() throws IOException {
    JsonNode tree = tree(changed("step: 250 ms", "step: 2 s"));

    assertThat(tree.get("closedForm").get("binding").asString()).isEqualTo("trainers");
    assertThat(tree.get("framesPerSecond").doubleValue()).isCloseTo(3200, within(0.01));
    assertThat(tree.get("blocked").doubleValue()).isGreaterThan(0.3);
    JsonNode samples = tree.get("streams").get(2);
    assertThat(samples.get("kind").asString()).isEqualTo("samples");
    assertThat(samples.get("waiting").get("most").intValue()).isEqualTo(128);
  }

  @Test
  void saysWhatDoesNotFitAndWhatWould() throws IOException {
    Path file = changed("devices: 3,", "devices: 2,");

    CommandLineRun run = CommandLineRun.of("simulate", file.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("Does not fit:")
        .contains("need 3 devices, there are 2; 4 policy workers fit, or 3 devices are enough");
  }

  @ParameterizedTest
  @ValueSource(strings = {"simulate", "validate"})
  void findsEveryMistakeAndCallsNoStackTrace(String command) throws IOException {
    Path file = changed("ring: 2, step: 1 ms", "rings: 2, step: 1");

    CommandLineRun run = CommandLineRun.of(command, file.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("workload.environments.rings", "Maybe 'ring'?", "workload.environments.step")
        .doesNotContain("\tat ");
  }

  @Test
  void isNotPlanned() {
    CommandLineRun run = CommandLineRun.of("plan", ATARI.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("use simulate");
  }

  @Test
  void writesNoTrace() {
    CommandLineRun run =
        CommandLineRun.of(
            "simulate", ATARI.toString(), "--trace", folder.resolve("trace.json").toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--trace");
    assertThat(folder.resolve("trace.json")).doesNotExist();
  }
}
