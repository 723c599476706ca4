package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outputs may replace. */
class OutputFileTest {
  private static final String FLOWS =
      """
      {"linkBytesPerSecond": [10], "flows": [{"start": 0, "bytes": 10, "links": [0]}]}
      """;

  private static final String SCENARIO =
      """
      version: 1
      name: eight devices
      cluster: {device: nvidia-h100-sxm, devices: 8, devicesPerNode: 8}
      model: llama-3.1-8b
      workload: {type: training, globalBatch: 8, sequence: 4096, precision: bf16}
      plan: {data: 8, tensor: 1, pipeline: 1, microBatch: 1, sharding: zero3}
      """;

  @TempDir private Path folder;
  private Path input;

  @BeforeEach
  void writeTheInput() throws IOException {
    input = file("flows.json", FLOWS);
  }

  @Test
  void isNeverTheInputOfTheCommand() throws IOException {
    CommandLineRun run = replay("--json", input.toString());

    assertRefused(run, "--json: '" + input + "' is read as FLOWS.json", "name another file");
    assertThat(input).hasContent(FLOWS);
  }

  @Test
  void isRecognisedAsTheInputUnderAnotherName() throws IOException {
    Path detour = folder.resolve("sub").resolve("..").resolve("flows.json");
    Files.createDirectory(folder.resolve("sub"));
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), input);

    assertRefused(replay("--json", detour.toString()), "is read as FLOWS.json", "name another");
    assertRefused(replay("--json", link.toString()), "is read as FLOWS.json", "name another");
    assertThat(input).hasContent(FLOWS);
  }

  @Test
  void isNoFileThatAnotherOptionReadsOrWrites() throws IOException {
    Path scenario = file("scenario.yaml", SCENARIO);
    Path parameters = file("own.yaml", "kernels.hopper.memory: 0.91 ± 3 %\n");
    String result = folder.resolve("result.json").toString();

    CommandLineRun read =
        CommandLineRun.of(
            "simulate",
            scenario.toString(),
            "--parameters",
            parameters.toString(),
            "--json",
            parameters.toString());
    CommandLineRun written =
        CommandLineRun.of("simulate", scenario.toString(), "--json", result, "--trace", result);

    assertRefused(read, "is read as --parameters", "name another file");
    assertRefused(written, "--trace: '" + result + "' is written by --json", "name another file");
    assertThat(Path.of(result)).doesNotExist();
  }

  @Test
  void leavesScenariosMeasurementsPlansAndParametersAlone() throws IOException {
    assertKept("scenario.yaml", SCENARIO, "another kind, scenario");
    assertKept(
        "measured.json", "{\"format\": \"measurements/1\", \"cases\": []}", "measurements/1");
    assertKept("unnamed.json", "{\"cases\": []}", "measurements/1");
    assertKept("plan.json", "{\"format\": \"plan/1\", \"label\": \"d8\"}", "plan/1");
    assertKept("fitted.yaml", "kernels.hopper.memory: 0.91 ± 3 %\n", "parameters");
  }

  @Test
  void leavesResultsOfAnotherKindAlone() throws IOException {
    assertKept("check.json", "{\"format\": \"check/1\", \"cases\": []}", "check/1");
  }

  @Test
  void neverReplacesADocumentByAPicture() throws IOException {
    Path scenario = file("scenario.yaml", SCENARIO);
    Path result = file("result.json", "{\"format\": \"simulation/1\"}");

    CommandLineRun run =
        CommandLineRun.of("simulate", scenario.toString(), "--trace", result.toString());

    assertRefused(run, "--trace: '" + result + "' holds", "simulation/1");
    assertThat(result).hasContent("{\"format\": \"simulation/1\"}");
  }

  @Test
  void refusesMeasurementsBeforeAnyWork() throws IOException {
    Path measured = file("measured.json", "{\"format\": \"measurements/1\", \"cases\": []}");

    CommandLineRun run =
        CommandLineRun.of("simulate", "no-such-scenario", "--json", measured.toString());

    assertRefused(run, "measurements/1", "name another file, or delete this one first");
    assertThat(run.err()).doesNotContain("no-such-scenario");
  }

  @Test
  void replacesAnEarlierResultOfTheSameKind() throws IOException {
    Path result = file("result.json", "{\"format\": \"replay/1\", \"flows\": []}");

    CommandLineRun run = replay("--json", result.toString());

    assertThat(run.status()).isZero();
    assertThat(result).content().contains("\"end\"");
  }

  @Test
  void replacesWhatIsNothingOfOurs() throws IOException {
    Path notes = file("notes.json", "[1, 2]");
    Path broken = file("broken.json", "{\"format\": ");
    Path foreign = file("foreign.json", "{\"format\": \"GeoJSON\"}");

    assertThat(replay("--json", notes.toString()).status()).isZero();
    assertThat(replay("--json", broken.toString()).status()).isZero();
    assertThat(replay("--json", foreign.toString()).status()).isZero();
    assertThat(notes).content().contains("replay/1");
    assertThat(broken).content().contains("replay/1");
    assertThat(foreign).content().contains("replay/1");
  }

  private void assertKept(String name, String content, String kind) throws IOException {
    Path there = file(name, content);

    CommandLineRun run = replay("--json", there.toString());

    assertRefused(run, "--json: '" + there + "' holds a document of another kind", kind);
    assertThat(there).hasContent(content);
  }

  private static void assertRefused(CommandLineRun run, String... said) {
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(said);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private CommandLineRun replay(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "replay";
    arguments[1] = input.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandLineRun.of(arguments);
  }
}
