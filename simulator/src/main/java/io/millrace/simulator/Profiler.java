package io.millrace.simulator;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.training.IterationProfiler;
import io.millrace.simulator.report.IterationProfile;
import java.util.ArrayList;

/**
 * The front door to what an iteration is made of: the kernels of each stage with what they compute
 * and move, and how busy each class of links is.
 *
 * <pre>{@code
 * IterationProfile profile = Profiler.calibrated(scenario).profile(plan);
 * }</pre>
 */
@FunctionalInterface
public interface Profiler {

  /**
   * Simulates one iteration and looks inside.
   *
   * @param plan how the workload is spread; need not be the scenario's own
   * @throws io.millrace.model.input.InvalidInputException if a figure that costs need is not
   *     published for the scenario's device
   */
  IterationProfile profile(TrainingPlan plan);

  /** Of a scenario, with the cost model and the parameters that ship. */
  static Profiler calibrated(Scenario scenario) {
    Calibration calibration = Calibration.bundled();
    CostModel costs = CalibratedCostModel.of(calibration, scenario.cluster(), new ArrayList<>());
    return new IterationProfiler(scenario.with(calibration.framework(scenario.framework())), costs)
        ::profile;
  }

  /** Of a scenario, with another cost model. */
  static Profiler with(Scenario scenario, CostModel.Factory factory) {
    CostModel costs = factory.create(scenario.cluster(), new ArrayList<>());
    return new IterationProfiler(scenario, costs)::profile;
  }
}
