package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.parameter.ParameterSet;
import io.millrace.scenarios.SampleCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateTrainingCommandTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeTheMeasurements() throws IOException {
    file = folder.resolve("measured.json");
    List<String> cases = new ArrayList<>();
    for (int batch = 8; batch <= 96; batch += 8) {
      // What ships predicts 25.5 ms and 3.81 ms for each sequence; this cluster is a tenth slower.
      double seconds = 1.1 * (0.0255 + 0.00381 * batch);
      cases.add(SampleCases.text("b" + batch, batch < 50 ? "small" : "large", batch, seconds));
    }
    cases.add(SampleCases.text("odd", "large", 64, 0.8, "sideways", false));
    Files.writeString(file, SampleCases.file(cases));
  }

  @Test
  void showsErrorsBeforeAndAfterAndWhatWasFitted() {
    CommandLineRun run = calibrate("--rounds", "1");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("\n  as shipped +12 +")
        .containsPattern("\n  fitted to all +12 +")
        .containsPattern("\n  fitted without the family +12 +")
        .containsPattern("frameworks.megatron-lm-2022 +[0-9]+ +[0-9]+")
        .containsPattern("parameter +as shipped +fitted +moved by spreads +spread left +runs")
        .containsPattern("frameworks.megatron-lm-2022.host.iteration +[0-9.]+ ms ± [0-9.]+ % ")
        .doesNotContain("as before")
        .contains("moved by spreads is how far", "Not predicted", "1 case: plan.schedule: ")
        .contains("odd");
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
  void showsTheErrorsThatCheckGivesWithWhatItWrites() {
    Path out = folder.resolve("fitted.yaml");
    String shown = calibrate("--rounds", "1", "--out", out.toString()).out();

    String checked =
        CommandLineRun.of("check", file.toString(), "--quiet", "--parameters", out.toString())
            .out();

    assertThat(figures(shown, "fitted to all", 2, 3, 4))
        .isEqualTo(figures(checked, "all", 3, 2, 6));
    String shipped = CommandLineRun.of("check", file.toString(), "--quiet").out();
    assertThat(figures(shown, "as shipped", 2, 3)).isEqualTo(figures(shipped, "all", 3, 2));
  }

  /** Cells of the row of a name; percentages are one cell. */
  private static List<String> figures(String text, String row, int... cells) {
    String line =
        text.lines().filter(it -> it.startsWith("  " + row + "  ")).findFirst().orElseThrow();
    String[] all = line.strip().split(" {2,}", -1);
    return IntStream.of(cells).mapToObj(it -> all[it]).toList();
  }

  @Test
  void startsFromWhatIsKnownWithoutRunsIfTold() {
    CommandLineRun run = calibrate("--rounds", "1", "--from", "priors");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("\n  priors +12 +")
        .containsPattern("parameter +priors +fitted");
    assertThat(calibrate("--from", "scratch").err()).contains("neither shipped nor priors");
  }

  @Test
  void writesNothingWhereTheRunsTellNothing() throws IOException {
    Files.writeString(file, SampleCases.file(List.of(SampleCases.text("far", "one", 16, 50))));
    Path out = folder.resolve("fitted.yaml");

    CommandLineRun run = calibrate("--rounds", "1", "--out", out.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("nothing is written: the runs tell next to nothing");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesCasesOfWhichNoneCanBeFitted() throws IOException {
    Files.writeString(
        file,
        SampleCases.file(List.of(SampleCases.text("odd", "large", 64, 0.8, "sideways", false))));

    CommandLineRun run = calibrate("--rounds", "1");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).contains("plan.schedule");
    assertThat(run.err()).contains("no case has a plan and a measured time");
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
