package io.millrace.scenarios.sweep;

import io.millrace.model.input.Document;
import io.millrace.scenarios.library.ScenarioLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes the chunks of a sweep: for the same chunk the same bytes, wherever and however often.
 * Threads share it, and what they have in common is prepared once.
 */
public final class ChunkMakers implements AutoCloseable {
  private final Sweep sweep;
  private final CostModels models;
  private final Queue<Maker> idle = new ConcurrentLinkedQueue<>();

  /** What one thread at a time works with. */
  private record Maker(ContextEvaluator evaluator, ParquetRows writer) {}

  ChunkMakers(Sweep sweep) {
    this.sweep = sweep;
    this.models = new CostModels(sweep.question().draws());
  }

  /** For a sweep that was read elsewhere, as {@link SweepTask#document} gives it. */
  public static ChunkMakers of(String document, String folder) {
    return new ChunkMakers(
        new SweepReader(ScenarioLibrary.open())
            .read(Document.parse(document, true).orThrow(), Path.of(folder))
            .orThrow());
  }

  /**
   * Makes a chunk.
   *
   * @throws IOException if its file cannot be written, such as to a full disk
   */
  public MadeChunk make(Chunk chunk) throws IOException {
    Maker maker = idle.poll();
    if (maker == null) {
      maker =
          new Maker(
              new ContextEvaluator(sweep, models), new ParquetRows(new RowColumns(sweep).all()));
    }
    try {
      RowTable rows = maker.evaluator().evaluate(chunk);
      byte[] file = maker.writer().write(rows);
      byte[] timings = maker.writer().writeTimings(rows.timings());
      idle.add(maker);
      return new MadeChunk(chunk.number(), rows.size(), rows.failures(), file, timings);
    } catch (IOException | RuntimeException e) {
      // Its tables may hold rows of this chunk, which the next one must not get.
      maker.writer().close();
      throw e;
    }
  }

  @Override
  public void close() {
    for (Maker maker = idle.poll(); maker != null; maker = idle.poll()) {
      maker.writer().close();
    }
  }
}
