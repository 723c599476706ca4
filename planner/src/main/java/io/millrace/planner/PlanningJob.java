package io.millrace.planner;

import io.millrace.model.report.PlanningReport;
import io.millrace.planner.search.Background;

/** A search in the background: how far it is, its best so far, a way to end it, its answer. */
public final class PlanningJob {
  private final Planning planning;
  private final Background<PlanningReport> answer;

  private PlanningJob(Planning planning) {
    this.planning = planning;
    this.answer = Background.start("planning", planning::run);
  }

  static PlanningJob start(Planning planning) {
    return new PlanningJob(planning);
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
    return answer.done();
  }

  /**
   * Waits for the answer.
   *
   * @throws io.millrace.model.input.InvalidInputException if a figure that costs need is not
   *     published for the scenario's device
   */
  public PlanningReport result() {
    return answer.result();
  }
}
