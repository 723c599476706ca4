package io.millrace.scenarios.sweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.scenarios.sweep.LocalExecutor;
import io.millrace.scenarios.sweep.SweepRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sweeps on a real cluster, by the application jar that people hand to Spark; so this comes after
 * Maven's phase {@code package}.
 */
class SparkClusterIT {
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
    assumeThat(SparkCommand.APPLICATION).as("the jar, after Maven's package").isNotEmpty();
    file = Files.writeString(folder.resolve("sweep.yaml"), SWEEP);
    resume("local");
    expected = files("local");
    cluster = LoopbackCluster.start(Files.createDirectory(folder.resolve("cluster")));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Makes what a folder does not have yet, in this process. */
  private static void resume(String out) {
    SweepRun.read(file).orThrow().start(folder.resolve(out), new LocalExecutor(2)).result();
  }

  /** Everything that the folder of the rows holds. */
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

  private static String[] sweep(String out, String... options) {
    return Stream.concat(
            Stream.of("sweep", file.toString(), "--out", folder.resolve(out).toString()),
            Stream.of(options))
        .toArray(String[]::new);
  }

  /** A sweep as {@code ./millrace} runs it. */
  private static SparkCommand millrace(String out, String master, String... settings) {
    return SparkCommand.millrace(settings)
        .with(sweep(out, "--engine", "spark", "--master", master));
  }

  /** Waits until a sweep has kept some chunks. */
  private static void awaitChunks(String out, int chunks, Process driver)
      throws InterruptedException, IOException {
    Path rows = folder.resolve(out).resolve("rows");
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (driver.isAlive()
        && System.nanoTime() < end
        && (!Files.isDirectory(rows) || kept(rows) < chunks)) {
      Thread.sleep(20);
    }
  }

  private static long kept(Path rows) throws IOException {
    try (Stream<Path> paths = Files.list(rows)) {
      return paths.filter(it -> it.toString().endsWith(".parquet")).count();
    }
  }

  private static int await(Process process) throws InterruptedException {
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  /** Runs a sweep that fails, and returns what it says. */
  private static String failure(String out, SparkCommand command)
      throws IOException, InterruptedException {
    assertThat(await(cluster.spawn(out, command))).as(cluster.log(out)).isEqualTo(2);
    assertThat(cluster.log(out)).doesNotContain("\tat ");
    return cluster.log(out);
  }

  @Test
  void anInstalledSparkNeedsOnlyTheJarAndALostWorkerCostsNoRow()
      throws IOException, InterruptedException {
    SparkCommand submit =
        SparkCommand.of("org.apache.spark.deploy.SparkSubmit")
            .with("--master", cluster.master(), SparkCommand.APPLICATION)
            .with(sweep("submitted", "--engine", "spark"));
    Process driver = cluster.spawn("submitted", submit);
    awaitChunks("submitted", CHUNKS / 4, driver);
    assertThat(driver.isAlive()).as(cluster.log("submitted")).isTrue();
    cluster.killWorker(1);

    assertThat(await(driver)).as(cluster.log("submitted")).isZero();
    assertThat(files("submitted")).hasSize(CHUNKS).isEqualTo(expected);
  }

  @Test
  void chunksThatExecutorsDoNotKeepComeToTheDriver() throws IOException, InterruptedException {
    Process driver =
        cluster.spawn(
            "carried",
            millrace("carried", cluster.master(), "-D" + SparkExecutor.EXECUTORS_WRITE + "=false"));

    assertThat(await(driver)).as(cluster.log("carried")).isZero();
    assertThat(files("carried")).isEqualTo(expected);
  }

  @Test
  void aKilledDriverIsResumed() throws IOException, InterruptedException {
    Process driver = cluster.spawn("killed", millrace("killed", "local[2]"));
    awaitChunks("killed", CHUNKS / 4, driver);
    driver.destroyForcibly().waitFor();
    assertThat(files("killed")).hasSizeLessThan(CHUNKS);

    resume("killed");
    assertThat(files("killed")).isEqualTo(expected);
  }

  @Test
  void aMasterThatDoesNotAnswerIsOneMessage() throws IOException, InterruptedException {
    String master = "spark://127.0.0.1:" + LoopbackCluster.freePort();

    assertThat(failure("nobody", millrace("nobody", master)))
        .contains("--master: nobody answers at " + master);
  }

  @Test
  void aClusterWithoutRoomIsGivenUp() throws IOException, InterruptedException {
    SparkCommand tooLarge =
        millrace(
            "large",
            cluster.master(),
            "-Dspark.executor.memory=4g",
            "-D" + ExecutorWatch.PATIENCE + "=2s");

    assertThat(failure("large", tooLarge)).contains("no executor of '" + cluster.master());
  }

  @Test
  void anOlderJavaOfExecutorsIsOneMessage() throws IOException, InterruptedException {
    Optional<Path> older = olderJava();
    assumeThat(older).as("a JDK 17 or 21 beside this one").isPresent();
    SparkCommand onOlder =
        millrace("older", cluster.master(), "-Dspark.executorEnv.JAVA_HOME=" + older.orElseThrow());

    assertThat(failure("older", onOlder))
        .containsPattern("executor \\d on 127.0.0.1: runs an older Java than 25")
        .contains("install a JDK 25 on every worker");
  }

  private static Optional<Path> olderJava() throws IOException {
    Pattern version = Pattern.compile("JAVA_VERSION=\"(17|21)[.\"]");
    Path siblings = Path.of(System.getProperty("java.home")).toAbsolutePath().getParent();
    try (Stream<Path> homes = Files.list(siblings)) {
      for (Path home : (Iterable<Path>) homes::iterator) {
        Path release = home.resolve("release");
        if (Files.isExecutable(home.resolve("bin/java"))
            && Files.isReadable(release)
            && version.matcher(Files.readString(release)).find()) {
          return Optional.of(home);
        }
      }
    }
    return Optional.empty();
  }

  @Test
  void aFullDiskOfAnExecutorIsOneMessage() throws IOException, InterruptedException {
    assertThat(failure("full", millrace("full", "local[1]").withFilesUpTo(1024)))
        .contains("has no room for files")
        .contains("the same command goes on");
  }

  @Test
  void aFullDiskOfTheDriverLosesNothing() throws IOException, InterruptedException {
    SparkCommand driver =
        millrace("small", cluster.master(), "-D" + SparkExecutor.EXECUTORS_WRITE + "=false");

    assertThat(failure("small", driver.withFilesUpTo(4)))
        .contains(".parquet cannot be written")
        .contains("the same command goes on");

    resume("small");
    assertThat(files("small")).isEqualTo(expected);
  }
}
