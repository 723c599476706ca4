package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Issue;
import io.millrace.model.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioRunnerTest {
  private final ScenarioRunner runner = ScenarioRunner.bundled();

  @Test
  void readsFilesAndIdsOfTheLibraryAlike(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("copy.yaml");
    Files.copy(Path.of("library", "megatron-1.7b-32-a100.yaml"), file);

    Scenario scenario = runner.read("megatron-1.7b-32-a100").orThrow();

    assertThat(runner.read(file.toString()).orThrow()).isEqualTo(scenario);
  }

  @Test
  void takesWhatLooksLikeAFileForOne() {
    assertThat(runner.read("no/such/file").issues())
        .containsExactly(Issue.of("$", "there is no file no/such/file"));
    assertThat(runner.read("nothing.yaml").issues())
        .containsExactly(Issue.of("$", "there is no file nothing.yaml"));
    assertThat(runner.read("megatron-1.7b\0").issues())
        .extracting(Issue::message)
        .containsExactly("the library has no scenario 'megatron-1.7b\0'");
  }

  @Test
  void keepsWhatRanWhenOnlyWhereItIsAskedFor() {
    assertThat(runner.run("megatron-1.7b-32-a100", false).orThrow().timeline()).isEmpty();
    assertThat(runner.run("megatron-1.7b-32-a100", true).orThrow().timeline()).isPresent();
  }

  @Test
  void saysWhichFigureOfADeviceIsNotPublished(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("edge.yaml"),
            """
            version: 1
            name: training on a board
            cluster: {device: xilinx-zcu104, devices: 1}
            model: gpt-1.7b
            workload: {type: training, globalBatch: 1, sequence: 128, precision: bf16}
            plan: {label: d1}
            """);

    assertThat(runner.run(file.toString(), false).issues())
        .singleElement()
        .extracting(Issue::message)
        .asString()
        .contains("xilinx-zcu104 has no published");
  }
}
