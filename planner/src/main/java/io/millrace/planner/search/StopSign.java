package io.millrace.planner.search;

import java.time.Duration;

/** Tells a search to end early, from any thread. */
public final class StopSign {
  private volatile boolean raised;

  /** Ends the search as soon as it looks. */
  public void raise() {
    raised = true;
  }

  /**
   * Raises it after some time, unless it is not needed any more.
   *
   * @return a thread that waits until then; interrupt it when the search has ended
   */
  public Thread raiseAfter(Duration limit) {
    return Thread.startVirtualThread(
        () -> {
          try {
            Thread.sleep(limit);
            raise();
          } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Whether it was raised. */
  public boolean isRaised() {
    return raised;
  }
}
