package io.millrace.simulator;

import io.millrace.model.input.Assumption;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.training.TrainingSimulation;
import io.millrace.simulator.range.Range;
import io.millrace.simulator.range.RangeMethod;
import io.millrace.simulator.report.Simulation;
import java.util.ArrayList;
import java.util.List;

/**
 * The front door: simulates a scenario under a plan.
 *
 * <pre>{@code
 * Scenario scenario = ScenarioReader.bundled().read(file).orThrow();
 * Simulation simulation = Simulator.calibrated().simulate(scenario, plan, false);
 * }</pre>
 */
public interface Simulator {

  /**
   * Simulates one iteration.
   *
   * @param plan how the workload is spread; need not be the scenario's own
   * @param withTimeline whether to keep what ran when
   * @throws io.millrace.model.input.InvalidInputException if a figure that the simulation needs is
   *     not published for the scenario's device
   */
  Simulation simulate(Scenario scenario, TrainingPlan plan, boolean withTimeline);

  /** With the cost model and the parameters that ship, and ranges to first order. */
  static Simulator calibrated() {
    return with(Calibration.bundled(), RangeMethod.firstOrder());
  }

  /** With the cost model that ships, some parameters and a way to find ranges. */
  static Simulator with(Calibration calibration, RangeMethod ranges) {
    return new CalibratedSimulator(calibration, ranges);
  }

  /** With another cost model, made for each scenario's cluster; predictions have no range. */
  static Simulator with(CostModel.Factory factory) {
    return (scenario, plan, withTimeline) -> {
      List<Assumption> assumptions = new ArrayList<>(scenario.assumptions());
      CostModel costs = factory.create(scenario.cluster(), assumptions);
      return new TrainingSimulation(scenario, plan, costs, assumptions)
          .run(withTimeline, Range.NONE);
    };
  }
}
