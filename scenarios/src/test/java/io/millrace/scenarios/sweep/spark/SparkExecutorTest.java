package io.millrace.scenarios.sweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scenarios.sweep.LocalExecutor;
import io.millrace.scenarios.sweep.SweepRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkExecutorTest {
  private static final String SWEEP =
      """
      format: sweep/1
      name: map
      scenario: megatron-1.7b-32-a100
      axes:
        - {path: cluster.devices, values: [16, 32, 64, 128]}
        - {path: workload.globalBatch, from: 512, to: 4096, step: 512}
        - {path: plan.tensor, values: [1, 2, 4]}
        - {path: plan.pipeline, values: [1, 2, 4]}
        - {path: plan.microBatch, values: [1, 2, 4]}
      rowsPerChunk: 20
      """;
  private static final int CHUNKS = 44;

  @TempDir private static Path folder;
  private static Path file;
  private static Map<String, String> expected;
  private static LoopbackCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    file = Files.writeString(folder.resolve("sweep.yaml"), SWEEP);
    SweepRun.read(file).orThrow().start(folder.resolve("local"), new LocalExecutor(2)).result();
    expected = files("local");
    cluster = LoopbackCluster.start(Files.createDirectory(folder.resolve("cluster")));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static Map<String, String> files(String out) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder.resolve(out).resolve("rows"))) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        files.put(
            String.valueOf(path.getFileName()), HexFormat.of().formatHex(Files.readAllBytes(path)));
      }
    }
    return files;
  }

  private static Process sweep(String out, String master) throws IOException {
    return cluster.command(
        out,
        "sweep",
        file.toString(),
        "--out",
        folder.resolve(out).toString(),
        "--engine",
        "spark",
        "--master",
        master);
  }

  /** Waits until a sweep has kept some chunks. */
  private static void awaitChunks(String out, int chunks, Process driver)
      throws InterruptedException, IOException {
    Path rows = folder.resolve(out).resolve("rows");
    while (driver.isAlive() && (!Files.isDirectory(rows) || files(out).size() < chunks)) {
      Thread.sleep(20);
    }
  }

  private static int await(Process process) throws InterruptedException {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @Test
  void aLostWorkerCostsNoRow() throws IOException, InterruptedException {
    Process driver = sweep("spark", cluster.master());
    awaitChunks("spark", CHUNKS / 4, driver);
    assertThat(driver.isAlive()).as("killed before its end").isTrue();
    cluster.killWorker(1);

    assertThat(await(driver)).as(cluster.log("spark")).isZero();
    assertThat(files("spark")).hasSize(CHUNKS).isEqualTo(expected);
  }

  @Test
  void aKilledDriverIsResumed() throws IOException, InterruptedException {
    Process driver = sweep("killed", "local[2]");
    awaitChunks("killed", CHUNKS / 4, driver);
    driver.destroyForcibly().waitFor();
    assertThat(files("killed").values().stream().distinct().count()).isLessThan(CHUNKS);

    assertThat(await(sweep("killed", "local[2]"))).as(cluster.log("killed")).isZero();
    assertThat(files("killed")).isEqualTo(expected);
  }

  @Test
  void aMasterThatDoesNotAnswerIsOneMessage() throws IOException, InterruptedException {
    Process driver = sweep("nobody", "spark://127.0.0.1:" + LoopbackCluster.freePort());

    assertThat(await(driver)).isEqualTo(2);
    assertThat(cluster.log("nobody"))
        .contains("--master: nobody answers at spark://127.0.0.1:")
        .doesNotContain("\tat ");
  }
}
