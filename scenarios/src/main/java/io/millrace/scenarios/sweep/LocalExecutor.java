package io.millrace.scenarios.sweep;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.io.IOException;
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
public record LocalExecutor(int threads) implements SweepExecutor {

  @Override
  public void run(SweepTask task) {
    AtomicInteger next = new AtomicInteger();
    try (ChunkMakers makers = task.makers();
        ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < Math.min(threads, task.chunks().size()); i++) {
        futures.add(workers.submit(() -> work(task, makers, next)));
      }
      for (Future<?> future : futures) {
        await(future, task);
      }
    }
  }

  private static void work(SweepTask task, ChunkMakers makers, AtomicInteger next) {
    int chunk = next.getAndIncrement();
    while (chunk < task.chunks().size() && !task.cancelled()) {
      try {
        task.keep(makers.make(task.chunks().get(chunk)));
      } catch (IOException e) {
        task.cancel();
        throw new InvalidInputException(
            new Issue(
                Issue.WHOLE,
                "rows cannot be made into a file: " + e.getMessage(),
                "is the folder for temporary files full? -Djava.io.tmpdir in MILLRACE_JAVA_ARGS names"
                    + " another"));
      } catch (RuntimeException | Error e) {
        task.cancel();
        throw e;
      }
      chunk = next.getAndIncrement();
    }
  }

  private static void await(Future<?> future, SweepTask task) {
    try {
      future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      task.cancel();
      Thread.currentThread().interrupt();
    }
  }
}
