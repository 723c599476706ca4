package io.millrace.planner;

import io.millrace.model.report.PlanningReport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A search in the background: how far it is, its best so far, a way to end it, its answer. */
public final class PlanningJob {
  private final Planning planning;
  private final CompletableFuture<PlanningReport> answer = new CompletableFuture<>();

  private PlanningJob(Planning planning) {
    this.planning = planning;
  }

  static PlanningJob start(Planning planning) {
    PlanningJob job = new PlanningJob(planning);
    Thread.ofPlatform().name("planning").daemon().start(job::run);
    return job;
  }

  private void run() {
    try {
      answer.complete(planning.run());
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  /** How far it is. */
  public PlanningProgress progress() {
    return planning.progress();
  }

  /** Ends the search; the answer is then the best that was found so far. */
  public void cancel() {
    planning.cancel();
  }

  /** Whether the answer is there. */
  public boolean done() {
    return answer.isDone();
  }

  /**
   * Waits for the answer.
   *
   * @throws io.millrace.model.input.InvalidInputException if a figure that costs need is not
   *     published for the scenario's device
   */
  public PlanningReport result() {
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
