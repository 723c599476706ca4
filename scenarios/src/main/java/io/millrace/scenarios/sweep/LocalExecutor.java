package io.millrace.scenarios.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads of this process, each of which takes the next chunk when it is done with one.
 *
 * @param threads how many
 */
record LocalExecutor(int threads) implements SweepExecutor {

  @Override
  public void run(Sweep sweep, List<Chunk> chunks, ResultFolder results, SweepProgress progress) {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < Math.min(threads, chunks.size()); i++) {
        futures.add(workers.submit(() -> work(sweep, chunks, results, progress, next)));
      }
      for (Future<?> future : futures) {
        await(future, progress);
      }
    }
  }

  private static void work(
      Sweep sweep,
      List<Chunk> chunks,
      ResultFolder results,
      SweepProgress progress,
      AtomicInteger next) {
    ChunkEvaluator evaluator = ChunkEvaluator.of(sweep);
    try (RowWriter writer = new ParquetRows(new RowColumns(sweep).all())) {
      for (int i = next.getAndIncrement();
          i < chunks.size() && !progress.cancelled();
          i = next.getAndIncrement()) {
        RowTable rows = evaluator.evaluate(chunks.get(i));
        results.commit(chunks.get(i), rows, writer);
        progress.kept(rows.size(), rows.failures());
      }
    }
  }

  /** What ends one thread ends all. */
  private static void await(Future<?> future, SweepProgress progress) {
    try {
      future.get();
    } catch (ExecutionException e) {
      progress.cancel();
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      progress.cancel();
      Thread.currentThread().interrupt();
    }
  }
}
