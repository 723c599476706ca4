package io.millrace.planner.search;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * An answer that is found in the background.
 *
 * @param <R> the answer
 */
public final class Background<R> {
  private final CompletableFuture<R> answer = new CompletableFuture<>();

  private Background() {}

  /** Begins to look for it, on a thread of its own. */
  public static <R> Background<R> start(String name, Supplier<R> search) {
    Background<R> background = new Background<>();
    Thread.ofPlatform().name(name).daemon().start(() -> background.run(search));
    return background;
  }

  private void run(Supplier<R> search) {
    try {
      answer.complete(search.get());
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  /** Whether it is there. */
  public boolean done() {
    return answer.isDone();
  }

  /** Waits for it; what the search throws is thrown here. */
  public R result() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
