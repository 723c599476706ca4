package io.millrace.simulator;

import io.millrace.model.input.Assumption;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.TrainingSimulation;
import io.millrace.simulator.range.RangeMethod;
import io.millrace.simulator.report.Simulation;
import java.util.ArrayList;
import java.util.List;

/** Simulates with the cost model that ships, and finds ranges by simulating again. */
record CalibratedSimulator(Calibration calibration, RangeMethod ranges) implements Simulator {

  @Override
  public Simulation simulate(Scenario scenario, TrainingPlan plan, boolean withTimeline) {
    List<Assumption> assumptions = new ArrayList<>(scenario.assumptions());
    AskedCosts costs =
        new AskedCosts(CalibratedCostModel.of(calibration, scenario.cluster(), assumptions));
    Scenario calibrated = scenario.with(calibration.framework(scenario.framework()));
    TrainingSimulation simulation = new TrainingSimulation(calibrated, plan, costs, assumptions);
    return simulation.run(
        withTimeline, ranges.of(new RepeatedSimulation(scenario, calibration, simulation, costs)));
  }
}
