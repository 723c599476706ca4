package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.parameter.ParameterSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters from a table of timed kernels, and predictions that use them. */
class CalibrateKernelsCommandTest {
  private static final String SCENARIO = "megatron-1t-3072-a100";

  @TempDir private Path folder;

  private Path products() throws IOException {
    StringBuilder table = new StringBuilder("gemm_dtype,m,n,k,latency\n");
    for (int m : new int[] {256, 1024, 4096, 8192, 16_384}) {
      for (int n : new int[] {1024, 4096, 8192, 12_288}) {
        double milliseconds = 2.0 * m * n * 8192 / 100e12 * 1e3 + 0.003;
        table.append("bfloat16,%d,%d,8192,%s%n".formatted(m, n, milliseconds));
      }
    }
    return Files.writeString(folder.resolve("gemm.csv"), table);
  }

  @Test
  void whatItWritesIsTakenAsParameters() throws IOException {
    Path out = folder.resolve("own.yaml");
    CommandLineRun fit =
        CommandLineRun.of(
            "calibrate",
            "kernels",
            "--device",
            "nvidia-a100-sxm-80g",
            "--out",
            out.toString(),
            products().toString());

    assertThat(fit.status()).isEqualTo(ExitStatus.FINE);
    assertThat(fit.out()).contains("gemm bfloat16").contains("held out");
    ParameterSet own = Document.read(out).then(ParameterSet::read).orThrow();
    assertThat(own.parameter("kernels.ampere.matrix.rates.16.efficiency").orElseThrow().value())
        .isLessThan(0.6);

    CommandLineRun usual = CommandLineRun.of("simulate", SCENARIO, "--json", "-");
    CommandLineRun slower =
        CommandLineRun.of("simulate", SCENARIO, "--json", "-", "--parameters", out.toString());
    assertThat(slower.out()).isNotEqualTo(usual.out());
  }

  @Test
  void writesOnlyWhatTheKernelsTold() throws IOException {
    CommandLineRun fit =
        CommandLineRun.of(
            "calibrate", "kernels", "--device", "nvidia-a100-sxm-80g", products().toString());

    assertThat(fit.out()).contains("matrix.rates.16.efficiency").doesNotContain("attention");
  }

  @Test
  void writesNothingThatIsFarOffWhatItDidNotSee() throws IOException {
    String wild = Files.readString(products());
    StringBuilder table = new StringBuilder();
    int row = -1;
    for (String line : wild.lines().toList()) {
      table.append(line).append(row >= 0 && row % 2 == 1 ? "e2" : "").append('\n');
      row++;
    }
    Path file = Files.writeString(folder.resolve("wild.csv"), table);
    Path out = folder.resolve("own.yaml");

    CommandLineRun fit =
        CommandLineRun.of(
            "calibrate",
            "kernels",
            "--device",
            "nvidia-a100-sxm-80g",
            "--out",
            out.toString(),
            file.toString());

    assertThat(fit.status()).isEqualTo(ExitStatus.INFEASIBLE);
    assertThat(fit.err()).contains("is not written: the rows held out are");
    assertThat(out).doesNotExist();
  }

  @Test
  void allBadLinesAreShownAtOnce() throws IOException {
    Path table =
        Files.writeString(
            folder.resolve("bad.csv"), "gemm_dtype,m,n,k,latency\nbfloat16,0,1,1,1\nbfloat16,1\n");
    CommandLineRun run = CommandLineRun.of("calibrate", "kernels", table.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err()).contains("line 2").contains("line 3");
  }

  @Test
  void aDeviceThatIsNotThereIsAnIssue() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("calibrate", "kernels", "--device", "none", products().toString());

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err()).contains("none");
  }

  @Test
  void parametersThatNobodyKnowsAreIssues() throws IOException {
    Path own = Files.writeString(folder.resolve("own.yaml"), "kernels.none.memory: 0.9 ± 5 %\n");
    CommandLineRun run = CommandLineRun.of("simulate", SCENARIO, "--parameters", own.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err()).contains("kernels.none.memory");
  }
}
