package io.millrace.simulator;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.training.Estimate;
import io.millrace.simulator.lowering.training.TrainingEstimator;
import java.util.ArrayList;

/**
 * The front door of the second speed: what {@link Simulator} finds by running an iteration's
 * events, found by formulas, from the same costs and the same description of the work.
 *
 * <pre>{@code
 * Estimator estimator = Estimator.calibrated(scenario);
 * Estimate estimate = estimator.estimate(plan);
 * }</pre>
 *
 * <p>An estimator serves one thread; a search has one for each.
 */
@FunctionalInterface
public interface Estimator {

  /**
   * Estimates one iteration.
   *
   * @param plan how the workload is spread; need not be the scenario's own
   * @throws io.millrace.model.input.InvalidInputException if a figure that costs need is not
   *     published for the scenario's device
   */
  Estimate estimate(TrainingPlan plan);

  /** Of a scenario, with the cost model and the parameters that ship. */
  static Estimator calibrated(Scenario scenario) {
    return with(scenario, Calibration.bundled());
  }

  /** Of a scenario, with the cost model that ships and some parameters. */
  static Estimator with(Scenario scenario, Calibration calibration) {
    CostModel costs = CalibratedCostModel.of(calibration, scenario.cluster(), new ArrayList<>());
    return new TrainingEstimator(scenario.with(calibration.framework(scenario.framework())), costs)
        ::estimate;
  }

  /** Of a scenario, with another cost model. */
  static Estimator with(Scenario scenario, CostModel.Factory factory) {
    CostModel costs = factory.create(scenario.cluster(), new ArrayList<>());
    return new TrainingEstimator(scenario, costs)::estimate;
  }
}
