package io.millrace.scenarios.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.scenario.Scenario;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.simulator.Estimator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepRunTest {
  private static final String SWEEP =
      """
      format: sweep/1
      name: map
      scenario: megatron-1.7b-32-a100
      axes:
        - {path: cluster.devices, values: [32, 64]}
        - {path: workload.globalBatch, values: [512, 1024]}
        - {path: plan.tensor, values: [1, 2, 3]}
        - {path: plan.microBatch, values: [4, 8, 16]}
      where: ["plan.microBatch < 16 or plan.tensor = 2"]
      rowsPerChunk: 7
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("sweep.yaml"), SWEEP);
  }

  private SweepOutcome run(String out, int threads) {
    return SweepRun.read(file)
        .orThrow()
        .start(folder.resolve(out), new LocalExecutor(threads))
        .result();
  }

  private Map<String, String> files(String out) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder.resolve(out).resolve("rows"))) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        files.put(
            String.valueOf(path.getFileName()), HexFormat.of().formatHex(Files.readAllBytes(path)));
      }
    }
    return files;
  }

  private List<List<Object>> query(String out, String columns) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result =
            database
                .createStatement()
                .executeQuery(
                    "SELECT %s FROM '%s/rows/*.parquet' ORDER BY point"
                        .formatted(columns, folder.resolve(out)))) {
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  @Test
  void everyPointThatMeetsTheConditionsIsARow() throws SQLException {
    SweepOutcome outcome = run("out", 1);

    assertThat(outcome.rows()).isEqualTo(2 * 2 * (3 * 3 - 2));
    assertThat(outcome.complete()).isTrue();
    assertThat(query("out", "DISTINCT point")).hasSize(28);
  }

  @Test
  void aRowIsWhatTheEstimatorSays() throws IOException, SQLException {
    Files.writeString(file, SWEEP.replaceFirst("where.*\n", ""));
    run("out", 1);
    Scenario scenario = ScenarioRunner.bundled().read("megatron-1.7b-32-a100").orThrow();

    double own = Estimator.calibrated(scenario).estimate(scenario.plan().orElseThrow()).seconds();

    List<List<Object>> rows =
        query(
            "out",
            "iteration_seconds, cluster_devices, workload_global_batch, plan_tensor,"
                + " plan_micro_batch");
    assertThat(rows)
        .filteredOn(it -> it.subList(1, 5).equals(List.of(32L, 512L, 1L, 16L)))
        .singleElement()
        .satisfies(it -> assertThat((Double) it.getFirst()).isEqualTo(own, within(0.01 * own)));
  }

  @Test
  void aPointThatCannotBeIsARowThatSaysWhy() throws SQLException {
    SweepOutcome outcome = run("out", 1);

    List<List<Object>> rows = query("out", "status, plan_tensor, error, iteration_seconds");
    assertThat(rows.stream().filter(it -> it.get(1).equals(3L)))
        .hasSize(8)
        .allMatch(it -> it.get(0).equals("impossible"))
        .allMatch(it -> String.valueOf(it.get(2)).startsWith("plan"))
        .allMatch(it -> it.get(3) == null);
    assertThat(outcome.failures()).isEqualTo(8);
  }

  @Test
  void whoMakesAChunkDoesNotMatter() throws IOException {
    run("one", 1);
    run("three", 3);

    assertThat(files("three")).isEqualTo(files("one"));
  }

  @Test
  void goesOnWhereItStopped() throws IOException {
    run("whole", 1);
    run("out", 1);
    Files.delete(folder.resolve("out/rows/0000001.parquet"));
    Files.delete(folder.resolve("out/rows/0000003.parquet"));
    Files.writeString(folder.resolve("out/rows/.0000003.parquet.half"), "half of it");

    SweepOutcome outcome = run("out", 2);

    assertThat(outcome.made()).isEqualTo(2);
    assertThat(outcome.complete()).isTrue();
    assertThat(files("out")).isEqualTo(files("whole"));
  }

  @Test
  void anEndedSweepKeepsWhatItDid() throws IOException {
    SweepRun sweep = SweepRun.read(file).orThrow();
    SweepExecutor twoChunks =
        task -> {
          try (ChunkMakers makers = task.makers()) {
            for (Chunk chunk : task.chunks().subList(0, 2)) {
              task.keep(makers.make(chunk));
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };

    SweepOutcome outcome = sweep.start(folder.resolve("out"), twoChunks).result();

    assertThat(outcome.complete()).isFalse();
    assertThat(files("out")).hasSize(2);
  }

  @Test
  void whatCannotBeWrittenIsOneMessage() {
    SweepExecutor withoutFolder =
        task -> {
          try (ChunkMakers makers = task.makers()) {
            MadeChunk made = makers.make(task.chunks().getFirst());
            Files.delete(folder.resolve("out/rows"));
            task.keep(made);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };

    assertThatThrownBy(
            () ->
                SweepRun.read(file).orThrow().start(folder.resolve("out"), withoutFolder).result())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("0000000.parquet cannot be written")
        .hasMessageContaining("the same command goes on");
  }

  @Test
  void rowsOfAnotherSweepAreNotMixedIn() throws IOException {
    run("out", 1);
    Files.writeString(file, SWEEP.replace("[32, 64]", "[32, 128]"));

    assertThatThrownBy(() -> run("out", 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has rows of another sweep");
  }

  @Test
  void simulatedRowsAreNearTheCostedAndHaveARange() throws IOException, SQLException {
    run("costed", 1);
    Files.writeString(file, SWEEP + "evaluate: simulate\n");
    run("simulated", 2);

    List<List<Object>> costed = query("costed", "point, status, iteration_seconds");
    List<List<Object>> simulated =
        query(
            "simulated",
            "point, status, iteration_seconds, iteration_seconds_low, iteration_seconds_high");
    for (int i = 0; i < costed.size(); i++) {
      assertThat(simulated.get(i).subList(0, 2)).isEqualTo(costed.get(i).subList(0, 2));
      if (simulated.get(i).get(2) instanceof Double seconds) {
        assertThat((Double) costed.get(i).get(2)).isEqualTo(seconds, within(0.01 * seconds));
        assertThat((Double) simulated.get(i).get(3)).isLessThan(seconds);
        assertThat((Double) simulated.get(i).get(4)).isGreaterThan(seconds);
      }
    }
  }

  @Test
  void aPlannedRowHasThePlanThatIsBest() throws IOException, SQLException {
    Files.writeString(
        file,
        """
        format: sweep/1
        name: map
        scenario: megatron-1.7b-32-a100
        axes: [{path: cluster.devices, values: [8, 16]}]
        evaluate: plan
        """);

    run("out", 2);

    assertThat(query("out", "status, plan_rank, gap, devices"))
        .containsExactly(List.of("ok", 1L, 0.0, 8L), List.of("ok", 1L, 0.0, 16L));
  }

  @Test
  void theBestOfEachContextAreChosenByCostsAndThenSimulated() throws IOException, SQLException {
    run("all", 1);
    Files.writeString(file, SWEEP + "evaluate: cost\nbest: 2\nthen: simulate\n");
    run("best", 2);

    List<List<Object>> best =
        query("best", "cluster_devices, workload_global_batch, plan_rank, point");
    List<List<Object>> expected = new ArrayList<>();
    for (long devices : List.of(32L, 64L)) {
      for (long batch : List.of(512L, 1024L)) {
        List<List<Object>> fitting =
            query("all", "iteration_seconds, point, status, cluster_devices, workload_global_batch")
                .stream()
                .filter(it -> it.subList(2, 5).equals(List.of("ok", devices, batch)))
                .sorted(Comparator.comparingDouble(it -> (Double) it.getFirst()))
                .toList();
        for (long rank = 1; rank <= 2; rank++) {
          expected.add(List.of(devices, batch, rank, fitting.get((int) rank - 1).get(1)));
        }
      }
    }
    assertThat(best).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void drawsMoveAParameterAlikeInAllRows() throws IOException, SQLException {
    String draws = "draws: {number: 3, seed: 5}\n";
    Files.writeString(file, SWEEP + draws);
    run("out", 2);
    Files.writeString(file, SWEEP.replace("[512, 1024]", "[1024]") + draws);
    run("part", 1);

    List<List<Object>> part =
        query("part", "draw, cluster_devices, plan_tensor, plan_micro_batch, iteration_seconds");
    assertThat(part).hasSize(3 * 14);
    assertThat(part.stream().map(it -> it.get(4)).distinct().count())
        .as("each draw differs from the others")
        .isGreaterThan(3 * 8);
    assertThat(
            query("out", "draw, cluster_devices, plan_tensor, plan_micro_batch, iteration_seconds"))
        .as("a draw does not depend on what else is in the sweep")
        .containsAll(part);
  }

  @Test
  void catalogueAxesTakeWhatMeetsTheCondition() throws IOException, SQLException {
    Files.writeString(
        file,
        """
        format: sweep/1
        name: devices
        scenario: megatron-1.7b-32-a100
        axes:
          - path: cluster
            catalogue: clusters
        """);
    assertThat(SweepRun.read(file).issues())
        .extracting(it -> it.path())
        .containsExactly("axes[0].catalogue");

    Files.writeString(
        file,
        """
        format: sweep/1
        name: devices
        scenario:
          version: 1
          name: one
          cluster: {devices: 8}
          model: gpt-1.7b
          workload: {type: training, globalBatch: 64, sequence: 2048, precision: bf16}
          plan: {microBatch: 1}
        axes:
          - path: cluster.device
            catalogue: devices
            where: kind = 'gpu' and memory >= 180 GiB
        """);
    run("out", 1);
    assertThat(query("out", "cluster_device, status, point"))
        .isNotEmpty()
        .allMatch(it -> it.get(1).equals("ok"));
  }

  @Test
  void catalogueAxesFindDevicesWithEnoughMemory() throws IOException {
    Files.writeString(
        file,
        """
        format: sweep/1
        name: devices
        scenario:
          version: 1
          name: one
          cluster: {devices: 8}
          model: gpt-1.7b
          workload: {type: training, globalBatch: 64, sequence: 2048, precision: bf16}
        axes:
          - {path: cluster.device, catalogue: devices, where: kind = 'gpu' and memory >= 80 GiB}
        """);

    assertThat(SweepRun.read(file).orThrow().preview(1).examples()).hasSizeGreaterThan(2);
  }

  @Test
  void headsThatAreGivenHaveToDivideWhateverItsNeighboursAssume() throws IOException, SQLException {
    Files.writeString(
        file,
        """
        format: sweep/1
        name: heads
        scenario: megatron-1.7b-32-a100
        axes:
          - path: model
            values:
              - label: given
                value: {layers: 24, hidden: 2048, ffn: 8192, heads: 32, vocab: 51200}
              - label: assumed
                value: {layers: 24, hidden: 2048, ffn: 8192, vocab: 51200}
              - label: given again
                value: {layers: 24, hidden: 2048, ffn: 8192, heads: 32, vocab: 51200}
          - {path: cluster.devices, values: [64]}
          - {path: plan.tensor, values: [64]}
        """);
    run("out", 1);

    assertThat(query("out", "model, status"))
        .containsExactly(
            List.of("given", "impossible"),
            List.of("assumed", "ok"),
            List.of("given again", "impossible"));
  }

  @Test
  void anAxisOfWholePlansDoesNotHideWhichPlanARowHas() throws IOException, SQLException {
    Files.writeString(
        file,
        """
        format: sweep/1
        name: plans
        scenario: megatron-1.7b-32-a100
        axes:
          - path: plan
            values:
              - {label: narrow, value: {microBatch: 4}}
              - {label: wide, value: {microBatch: 4, tensor: 2}}
        """);
    run("out", 1);

    assertThat(query("out", "axis_plan, plan"))
        .containsExactly(List.of("narrow", "d32t1p1"), List.of("wide", "d16t2p1"));
  }

  @Test
  void searchedPlansMayBeAStageThatSimulatesTheBest() throws IOException, SQLException {
    Files.writeString(
        file,
        """
        format: sweep/1
        name: stages
        scenario: megatron-1.7b-32-a100
        axes: [{path: cluster.devices, values: [16]}]
        evaluate: plan
        best: 3
        then: simulate
        """);

    run("out", 1);

    List<List<Object>> rows = query("out", "plan_rank, evaluation, status, plan_json");
    assertThat(rows).extracting(List::getFirst).containsExactly(1L, 2L, 3L);
    assertThat(rows).extracting(it -> it.get(1)).containsOnly("plan");
    assertThat(rows).extracting(List::getLast).doesNotHaveDuplicates();
  }

  @Test
  void replicationsRepeatEachPointWithOtherSeeds() throws IOException, SQLException {
    Files.writeString(
        file,
        """
        format: sweep/1
        name: rings
        scenario: %s
        axes: [{path: workload.environments.ring, values: [1, 2]}]
        replications: {number: 3, seed: 5}
        evaluate: simulate
        """
            .formatted(Path.of("streams/srl-atari-3-a100.yaml").toAbsolutePath()));
    run("one", 1);
    run("two", 2);

    List<List<Object>> rows =
        query("one", "workload_environments_ring, seed, frames_per_second, status");
    assertThat(rows)
        .extracting(it -> it.subList(0, 2))
        .containsExactlyInAnyOrder(
            List.of(1L, 5L),
            List.of(1L, 6L),
            List.of(1L, 7L),
            List.of(2L, 5L),
            List.of(2L, 6L),
            List.of(2L, 7L));
    assertThat(rows).extracting(List::getLast).containsOnly("ok");
    assertThat(rows).extracting(it -> it.get(2)).doesNotHaveDuplicates();
    assertThat(files("two")).as("the same seeds, the same bytes").isEqualTo(files("one"));
  }

  @Test
  void streamsAreSimulatedAndNothingElse() throws IOException {
    Files.writeString(
        file,
        """
        format: sweep/1
        name: rings
        scenario: %s
        axes: [{path: workload.environments.ring, values: [1, 2]}]
        evaluate: cost
        draws: {number: 3}
        """
            .formatted(Path.of("streams/srl-atari-3-a100.yaml").toAbsolutePath()));

    assertThat(SweepRun.read(file).issues())
        .extracting(it -> it.path())
        .containsExactlyInAnyOrder("evaluate", "draws");
  }
}
