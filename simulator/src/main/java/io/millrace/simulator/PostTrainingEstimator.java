package io.millrace.simulator;

import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepReport;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.EfficientCosts;
import io.millrace.simulator.range.RangeMethod;

/**
 * The front door for post-training: estimates an iteration of a scenario under a plan.
 *
 * <pre>{@code
 * PostTrainingScenario scenario = PostTrainingReader.bundled().read(file).orThrow();
 * StepReport report = PostTrainingEstimator.calibrated().estimate(scenario, plan);
 * }</pre>
 */
public interface PostTrainingEstimator {

  /**
   * Estimates an iteration.
   *
   * @param plan where calls run; need not be the scenario's own, has to place every call
   * @throws io.millrace.model.input.InvalidInputException if a figure that costs need is not
   *     published for the scenario's device
   */
  StepReport estimate(PostTrainingScenario scenario, PostTrainingPlan plan);

  /** With the cost model and the parameters that ship, and ranges to first order. */
  static PostTrainingEstimator calibrated() {
    return with(Calibration.bundled(), RangeMethod.firstOrder());
  }

  /** With the cost model that ships, some parameters and a way to find ranges. */
  static PostTrainingEstimator with(Calibration calibration, RangeMethod ranges) {
    return new CalibratedPostTraining(
        (cluster, assumptions) -> CalibratedCostModel.of(calibration, cluster, assumptions),
        calibration,
        ranges);
  }

  /**
   * For a device of which nothing is known but how fast it is against the one that the scenario
   * names; without ranges.
   *
   * @param efficiency rate of arithmetic against that of the device named
   */
  static PostTrainingEstimator atEfficiency(Calibration calibration, double efficiency) {
    return new CalibratedPostTraining(
        (cluster, assumptions) ->
            new EfficientCosts(
                CalibratedCostModel.of(calibration, cluster, assumptions), efficiency),
        calibration,
        RangeMethod.none());
  }
}
