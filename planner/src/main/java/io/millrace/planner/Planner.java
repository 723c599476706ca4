package io.millrace.planner;

import io.millrace.model.report.PlanningReport;
import io.millrace.simulator.cost.Calibration;

/**
 * The front door: finds the best plans for a scenario.
 *
 * <pre>{@code
 * PlanningJob job = Planner.calibrated().start(PlanningRequest.of(scenario));
 * PlanningReport report = job.result();
 * }</pre>
 */
@FunctionalInterface
public interface Planner {

  /**
   * Starts to search, in the background.
   *
   * @throws io.millrace.model.input.InvalidInputException if the objective needs a figure that
   *     nobody gives
   */
  PlanningJob start(PlanningRequest request);

  /** Searches, and waits for the answer. */
  default PlanningReport plan(PlanningRequest request) {
    return start(request).result();
  }

  /** With the cost model and the parameters that ship. */
  static Planner calibrated() {
    return with(Calibration.bundled());
  }

  /** With the cost model that ships and some parameters. */
  static Planner with(Calibration calibration) {
    return request -> PlanningJob.start(new Planning(request, calibration));
  }
}
