package io.millrace.scenarios.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedResultsTest {
  private static final String SWEEP =
      """
      format: sweep/1
      name: two
      scenario: megatron-1.7b-32-a100
      axes: [{path: cluster.devices, values: [32, 64]}]
      rowsPerChunk: 1
      """;

  @TempDir private Path folder;
  private SweepRun sweep;

  @BeforeEach
  void read() throws IOException {
    sweep = SweepRun.read(Files.writeString(folder.resolve("sweep.yaml"), SWEEP)).orThrow();
  }

  /** Makes every chunk, and keeps those that can be kept through the shared folder. */
  private SweepExecutor through(List<SharedResults> seen) {
    return task -> {
      try (ChunkMakers makers = task.makers();
          SharedResults shared = task.share()) {
        for (Chunk chunk : task.chunks()) {
          MadeChunk made = makers.make(chunk);
          SharedResults there = seen.isEmpty() ? shared : seen.getFirst();
          if (there.keep(made)) {
            task.kept(made.rows(), made.failures());
          }
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    };
  }

  private List<String> rows(String out) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(out).resolve("rows"))) {
      return files.map(it -> String.valueOf(it.getFileName())).sorted().toList();
    }
  }

  @Test
  void whoSeesTheTokenKeepsTheSameBytes() throws IOException {
    SweepOutcome shared = sweep.start(folder.resolve("shared"), through(List.of())).result();
    sweep.start(folder.resolve("own"), new LocalExecutor(1)).result();

    assertThat(shared.complete()).isTrue();
    assertThat(shared.rows()).isEqualTo(2);
    assertThat(rows("shared")).containsExactly("0000000.parquet", "0000001.parquet");
    for (String file : rows("own")) {
      assertThat(folder.resolve("shared/rows").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("own/rows").resolve(file));
    }
  }

  @Test
  void aFolderOfTheSameNameElsewhereIsNotTheSameFolder() throws IOException {
    Path out = folder.resolve("out");
    SharedResults elsewhere = new SharedResults(out.toString(), ".shared.another");

    SweepOutcome outcome = sweep.start(out, through(List.of(elsewhere))).result();

    assertThat(outcome.made()).isZero();
    assertThat(rows("out")).isEmpty();
  }

  @Test
  void whatCannotBeWrittenIsLeftToOthers() throws IOException {
    Path out = Files.createDirectories(folder.resolve("out/rows")).getParent();
    Files.createDirectories(out.resolve("timings"));
    SharedResults shared = SharedResults.of(out);
    // A folder is where the chunk has to go.
    Files.createDirectories(out.resolve("rows/0000000.parquet/full"));
    boolean[] kept = {true};
    SweepExecutor first =
        task -> {
          try (ChunkMakers makers = task.makers()) {
            kept[0] = shared.keep(makers.make(new Chunk(0, 0, 1)));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };

    sweep.start(folder.resolve("other"), first).result();

    assertThat(kept[0]).isFalse();
    shared.close();
    assertThat(rows("out")).as("nothing half done is left").containsExactly("0000000.parquet");
  }
}
