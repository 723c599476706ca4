package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.parameter.ParameterSet;
import io.millrace.simulator.cost.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateNcclCommandTest {

  /** What nccl-tests would print on links that reach a rate after a start. */
  private static String output(String test, int ranks, int perNode, double start, double rate) {
    StringBuilder text = new StringBuilder("# Collective test starting: " + test + "_perf\n");
    for (int rank = 0; rank < ranks; rank++) {
      text.append(
          String.format(
              Locale.ROOT,
              "#  Rank %2d Group  0 Pid  7 on  node%d device %2d [0x1b] NVIDIA H100%n",
              rank,
              rank / perNode,
              rank % perNode));
    }
    for (long bytes = 1 << 16; bytes <= 1L << 30; bytes *= 4) {
      double time = start + bytes * (ranks - 1) / ranks / rate / 1e3;
      text.append(
          String.format(
              Locale.ROOT,
              "%12d %12d float none -1 %.2f 0 0 0 %.2f 0 0 0%n",
              bytes,
              bytes / 4 / ranks,
              time,
              time));
    }
    return text.toString();
  }

  @Test
  void fitsAndWritesParametersThatCanBeReadBack(@TempDir Path folder) throws IOException {
    Path input = Files.writeString(folder.resolve("h100.txt"), output("all_gather", 8, 8, 20, 300));
    Path out = folder.resolve("own.yaml");

    CommandLineRun run =
        CommandLineRun.of(
            "calibrate", "nccl", input.toString(), "--node", "dgx-h100", "--out", out.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("all_gather").contains("all");
    ParameterSet fitted = ParameterSet.read(Document.read(out).orThrow()).orThrow();
    assertThat(fitted.parameters())
        .isNotEmpty()
        .hasSizeLessThan(12)
        .allMatch(it -> it.path().startsWith("collectives.nvlink-4."));
    double share =
        fitted.parameter("collectives.nvlink-4.protocols.simple.share").orElseThrow().value();
    assertThat(share).isBetween(0.66, 0.8);
    Map<String, Double> shipped =
        Calibration.bundled().parameters().stream()
            .collect(Collectors.toMap(Parameter::path, Parameter::spread));
    assertThat(fitted.parameters())
        .allSatisfy(it -> assertThat(it.spread()).isLessThan(shipped.get(it.path()) + 0.001));
  }

  @Test
  void refusesWhatWasTimedOnAnotherDevice(@TempDir Path folder) throws IOException {
    Path input = Files.writeString(folder.resolve("x.txt"), output("alltoall", 4, 4, 15, 200));

    CommandLineRun run =
        CommandLineRun.of("calibrate", "nccl", input.toString(), "--device", "nvidia-a100-sxm-80g");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("was timed on NVIDIA H100, not on nvidia-a100-sxm-80g");
  }

  @Test
  void writesNothingThatIsFarOffWhatItDidNotSee(@TempDir Path folder) throws IOException {
    StringBuilder wild = new StringBuilder();
    int row = 0;
    for (String line : output("all_gather", 8, 8, 20, 300).lines().toList()) {
      row += line.startsWith("#") ? 0 : 1;
      wild.append(line.replace(" none -1 ", " none -1 " + (row % 3 == 0 ? "900" : "")));
      wild.append('\n');
    }
    Path input = Files.writeString(folder.resolve("wild.txt"), wild);
    Path out = folder.resolve("own.yaml");

    CommandLineRun run =
        CommandLineRun.of(
            "calibrate", "nccl", input.toString(), "--node", "dgx-h100", "--out", out.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("is not written");
    assertThat(out).doesNotExist();
  }

  /** Rings between nodes of which each has one rank know nothing of the links inside. */
  @Test
  void fitsTheNetworkToWhatCrossedNodes(@TempDir Path folder) throws IOException {
    Path input = Files.writeString(folder.resolve("ib.txt"), output("all_gather", 4, 1, 25, 40));

    CommandLineRun run =
        CommandLineRun.of("calibrate", "nccl", input.toString(), "--device", "nvidia-h100-sxm");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("collectives.network.share: \"0.8")
        .doesNotContain("collectives.nvlink-4");
  }

  @Test
  void choosesANodeByItsLinks(@TempDir Path folder) throws IOException {
    Path input = Files.writeString(folder.resolve("x.txt"), output("all_gather", 8, 8, 15, 180));

    assertThat(
            CommandLineRun.of("calibrate", "nccl", input.toString(), "--fabric", "nvlink-3").out())
        .contains("collectives.nvlink-3.")
        .contains("dgx-a100");
  }

  @Test
  void namesBadLinesOfAllFilesAtOnce(@TempDir Path folder) throws IOException {
    Path bad =
        Files.writeString(folder.resolve("bad.txt"), "# all_reduce_perf\n8 2 float sum -1 x 0 0\n");
    Path worse = Files.writeString(folder.resolve("worse.txt"), "nothing here\n");

    CommandLineRun run =
        CommandLineRun.of(
            "calibrate", "nccl", bad.toString(), worse.toString(), "--node", "dgx-h100");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("line 2")
        .contains("has no measured collective")
        .doesNotContain("Exception");
  }

  @Test
  void needsToKnowTheHardware(@TempDir Path folder) throws IOException {
    Path input = Files.writeString(folder.resolve("x.txt"), output("alltoall", 4, 4, 15, 200));

    CommandLineRun unknown =
        CommandLineRun.of("calibrate", "nccl", input.toString(), "--node", "nowhere");
    CommandLineRun unsaid = CommandLineRun.of("calibrate", "nccl", input.toString());

    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unsaid.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no nowhere");
    assertThat(unsaid.err()).contains("name it with --node");
    assertThat(
            CommandLineRun.of("calibrate", "nccl", input.toString(), "--device", "nvidia-h100-sxn")
                .err())
        .contains("there is no nvidia-h100-sxn", "nvidia-h100-sxm");
  }
}
