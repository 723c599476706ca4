package io.millrace.scenarios.sweep;

import io.millrace.planner.search.Background;

/** A sweep in the background: how far it is, a way to end it, its outcome. */
public final class SweepJob {
  private final SweepProgress progress;
  private final Background<SweepOutcome> outcome;

  SweepJob(SweepProgress progress, Background<SweepOutcome> outcome) {
    this.progress = progress;
    this.outcome = outcome;
  }

  /** How far it is. */
  public SweepProgress progress() {
    return progress;
  }

  /** Ends it after the chunks that are being made; what is done is kept. */
  public void cancel() {
    progress.cancel();
  }

  /**
   * Waits for the end.
   *
   * @throws io.millrace.model.input.InvalidInputException if rows cannot be written
   */
  public SweepOutcome result() {
    return outcome.result();
  }
}
