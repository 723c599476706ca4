package io.millrace.scenarios.sweep;

import io.millrace.model.report.JsonText;
import java.nio.file.Path;
import java.util.List;

/** What a {@link SweepExecutor} is to do, and where its results go. Threads may share it. */
public final class SweepTask {
  private final Sweep sweep;
  private final List<Chunk> chunks;
  private final ResultFolder results;
  private final SweepProgress progress;

  SweepTask(Sweep sweep, List<Chunk> chunks, ResultFolder results, SweepProgress progress) {
    this.sweep = sweep;
    this.chunks = List.copyOf(chunks);
    this.results = results;
    this.progress = progress;
  }

  /** What people call the sweep. */
  public String name() {
    return sweep.name();
  }

  /** The sweep as a text, with its scenario written out. */
  public String document() {
    return JsonText.of(sweep.document());
  }

  /** Where relative paths in it start. */
  public String folder() {
    return sweep.folder().map(Path::toString).orElse("");
  }

  /** The chunks to make. */
  public List<Chunk> chunks() {
    return chunks;
  }

  /** What makes them in this process. */
  public ChunkMakers makers() {
    return new ChunkMakers(sweep);
  }

  /**
   * Keeps a chunk; one that is there already is replaced by the same.
   *
   * @throws io.millrace.model.input.InvalidInputException if it cannot be written, such as to a
   *     full disk
   */
  public void keep(MadeChunk made) {
    results.commit(made);
    progress.kept(made.rows(), made.failures());
  }

  /** Lets other processes that see the folder of the results keep chunks there themselves. */
  public SharedResults share() {
    return SharedResults.of(results.folder());
  }

  /** Notes a chunk that {@link SharedResults#keep} kept. */
  public void kept(int rows, int failures) {
    progress.kept(rows, failures);
  }

  /** Whether to start no more chunks. */
  public boolean cancelled() {
    return progress.cancelled();
  }

  /** Starts no more chunks. */
  public void cancel() {
    progress.cancel();
  }
}
