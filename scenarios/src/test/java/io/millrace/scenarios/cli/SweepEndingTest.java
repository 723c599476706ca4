package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep in a process of its own that somebody ends. It would take minutes to end by itself. */
class SweepEndingTest {
  private static final int SIGINT_STATUS = 128 + 2;
  private static final int SIGTERM_STATUS = 128 + 15;

  private static final String SWEEP =
      """
      format: sweep/1
      name: more than can be done
      scenario: megatron-1.7b-32-a100
      axes:
        - {path: cluster.devices, from: 8, to: 1024, factor: 2}
        - {path: workload.globalBatch, from: 1024, to: 1024000, step: 1024}
        - {path: plan.tensor, values: [1, 2, 4, 8]}
      evaluate: simulate
      rowsPerChunk: 20
      """;

  @TempDir private Path folder;
  private @Nullable Process running;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("sweep.yaml"), SWEEP);
  }

  @AfterEach
  void kill() {
    if (running != null) {
      running.destroyForcibly();
    }
  }

  /** Starts the sweep; somebody watches its errors. */
  private Process start() throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dmillrace.terminals=2",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Millrace.class.getName(),
                    "sweep",
                    folder.resolve("sweep.yaml").toString(),
                    "--out",
                    folder.resolve("out").toString(),
                    "--threads",
                    "1"))
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    running = process;
    return process;
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private List<String> chunks() throws IOException {
    Path rows = folder.resolve("out/rows");
    if (!Files.isDirectory(rows)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(rows)) {
      return files.map(it -> String.valueOf(it.getFileName())).sorted().toList();
    }
  }

  /** Waits until the sweep has more chunks than there were and has told how far it is. */
  private void awaitProgress(Process process, int before) throws IOException, InterruptedException {
    while (process.isAlive()
        && (chunks().size() < before + 2 || !text("err.txt").contains(" to go"))) {
      Thread.sleep(20);
    }
    assertThat(process.isAlive()).as(text("err.txt") + text("out.txt")).isTrue();
  }

  private static int await(Process process) throws InterruptedException {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @Test
  void tellsHowFarItIsKeepsWhatItDidAndGoesOn() throws IOException, InterruptedException {
    Process first = start();
    awaitProgress(first, 0);
    first.destroy();

    assertThat(await(first)).isEqualTo(SIGTERM_STATUS);
    List<String> kept = chunks();
    assertThat(text("err.txt"))
        .containsPattern("more than can be done: [0-9,]+ rows, [0-9,]+ a second, [0-9,]+ without")
        .containsPattern("about [0-9.]+ (s|min|h) to go")
        .doesNotContain("Exception");
    assertThat(text("out.txt"))
        .containsPattern("ended early: " + kept.size() + " of 1,600 chunks are in .*out; the same")
        .contains("the same command makes the others");
    assertThat(kept).allMatch(it -> it.matches("\\d{7}\\.parquet"));
    CommandLineRun query =
        CommandLineRun.of(
            "query", folder.resolve("out").toString(), "SELECT count(*) FROM rows", "--csv", "-");
    assertThat(query.out()).endsWith("\n" + 20 * kept.size() + "\n");
    assertThat(query.err()).contains("has " + kept.size() + " of 1600 files");

    Process second = start();
    awaitProgress(second, kept.size());
    new ProcessBuilder("kill", "-INT", String.valueOf(second.pid())).start().waitFor();

    assertThat(await(second)).isEqualTo(SIGINT_STATUS);
    assertThat(chunks()).containsAll(kept).hasSizeGreaterThan(kept.size());
    assertThat(text("out.txt")).contains(kept.size() + " of 1,600 chunks were there");
  }
}
