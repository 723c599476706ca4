package io.millrace.planner.search;

/** Tells a search to end early, from any thread. */
public final class StopSign {
  private volatile boolean raised;

  /** Ends the search as soon as it looks. */
  public void raise() {
    raised = true;
  }

  /** Whether it was raised. */
  public boolean isRaised() {
    return raised;
  }
}
