package io.millrace.planner.posttraining;

import io.millrace.simulator.cost.Calibration;

/**
 * The front door: finds where the calls of a post-training dataflow run best.
 *
 * <pre>{@code
 * PostTrainingJob job = PostTrainingPlanner.calibrated().start(PostTrainingRequest.of(scenario));
 * PostTrainingAnswer answer = job.result();
 * }</pre>
 */
@FunctionalInterface
public interface PostTrainingPlanner {

  /** Starts to search, in the background. */
  PostTrainingJob start(PostTrainingRequest request);

  /**
   * Searches, and waits for the answer.
   *
   * @throws io.millrace.model.input.InvalidInputException if a figure that costs need is not
   *     published for the scenario's device
   */
  default PostTrainingAnswer plan(PostTrainingRequest request) {
    return start(request).result();
  }

  /** With the cost model and the parameters that ship. */
  static PostTrainingPlanner calibrated() {
    return with(Calibration.bundled());
  }

  /** With the cost model that ships and some parameters. */
  static PostTrainingPlanner with(Calibration calibration) {
    return request -> PostTrainingJob.start(new PlacementSearch(request, calibration));
  }
}
