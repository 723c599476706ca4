package io.millrace.scenarios.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps that somebody sends as text, and their points as scenarios. */
class SweepTextTest {
  private static final String SWEEP =
      """
      format: sweep/1
      name: map
      scenario: megatron-1.7b-32-a100
      axes:
        - {path: cluster.devices, values: [32, 64]}
        - {path: plan.tensor, values: [1, 2, 4]}
      """;

  @TempDir private Path folder;

  @Test
  void aTextNamesScenariosOfTheLibraryButNoFiles() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "name: secret");

    assertThat(SweepRun.parse(SWEEP).orThrow().points()).isEqualTo(6);
    assertThat(SweepRun.parse(SWEEP.replace("megatron-1.7b-32-a100", file.toString())).issues())
        .anySatisfy(it -> assertThat(it.message()).contains("the library has no scenario"));
  }

  @Test
  void aPointIsAScenarioThatCanBeRead() {
    Scenario scenario =
        ScenarioReader.bundled()
            .read(new Document(SweepRun.parse(SWEEP).orThrow().scenario(5)))
            .orThrow();

    assertThat(scenario.cluster().devices()).isEqualTo(64);
    assertThat(scenario.plan().orElseThrow().strategy().tensor()).isEqualTo(4);
  }

  @Test
  void rowsSayWhichSweepMadeThem() {
    SweepRun.parse(SWEEP).orThrow().start(folder.resolve("rows"), new LocalExecutor(1)).result();

    assertThat(SweepRun.ofRows(folder.resolve("rows")).orThrow().scenario(1))
        .isEqualTo(SweepRun.parse(SWEEP).orThrow().scenario(1));
  }
}
