package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.parameter.ParameterSet;
import io.millrace.scenarios.SampleCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateTrainingCommandTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeTheMeasurements() throws IOException {
    file = folder.resolve("measured.json");
    Files.writeString(
        file,
        SampleCases.file(
            List.of(
                SampleCases.text("a", "small", 16, 0.2),
                SampleCases.text("b", "small", 32, 0.4),
                SampleCases.text("c", "large", 64, 0.8),
                SampleCases.text("odd", "large", 64, 0.8, "sideways", false))));
  }

  @Test
  void showsErrorsBeforeAndAfterAndWhatWasFitted() {
    CommandLineRun run = calibrate("--rounds", "1");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("\n  priors +3 +")
        .containsPattern("\n  fitted to all +3 +")
        .containsPattern("\n  fitted without the family +3 +")
        .containsPattern("frameworks.megatron-lm-2022 +[0-9]+ +[0-9]+")
        .containsPattern("parameter +prior +fitted +moved by spreads +spread left +runs")
        .containsPattern("kernels.ampere.sustained +[0-9.]+ ± [0-9.]+ % ");
    assertThat(calibrate("--rounds", "1", "--quiet").out()).doesNotContain("moved by spreads");
  }

  @Test
  void writesTheSameReadableFileEachTime() throws IOException {
    Path out = folder.resolve("fitted.yaml");

    assertThat(calibrate("--rounds", "1", "--out", out.toString()).status()).isZero();
    String written = Files.readString(out);
    assertThat(calibrate("--rounds", "1", "--out", out.toString()).status()).isZero();

    assertThat(Files.readString(out)).isEqualTo(written).startsWith("# Parameters that measured");
    assertThat(ParameterSet.read(Document.read(out).orThrow()).orThrow().parameters()).isNotEmpty();
  }

  @Test
  void refusesFewerRoundsThanOneAndFilesThatAreNone() {
    assertThat(calibrate("--rounds", "0").status()).isEqualTo(2);
    assertThat(calibrate("--rounds", "0").err()).contains("--rounds is 0, not 1 or more");
    CommandLineRun missing = CommandLineRun.of("calibrate", "training", "none.json");
    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.err()).contains("none.json has 1 issue");
  }

  private CommandLineRun calibrate(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "calibrate";
    arguments[1] = "training";
    arguments[2] = file.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return CommandLineRun.of(arguments);
  }
}
