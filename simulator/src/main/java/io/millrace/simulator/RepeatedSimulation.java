package io.millrace.simulator;

import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.training.TrainingSimulation;
import io.millrace.simulator.range.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the time of one scenario answers to parameters, by simulating it again with others. Where a
 * parameter changes no cost that the scenario asks for, its time is what it was.
 */
final class RepeatedSimulation implements Response {
  private final Scenario scenario;
  private final TrainingPlan plan;
  private final Calibration calibration;
  private @Nullable Unchanged unchanged;

  /**
   * The simulation with nothing changed.
   *
   * @param seconds its time
   * @param costs what it asked for
   */
  private record Unchanged(double seconds, AskedCosts costs) {}

  RepeatedSimulation(Scenario scenario, TrainingPlan plan, Calibration calibration) {
    this.scenario = scenario;
    this.plan = plan;
    this.calibration = calibration;
  }

  @Override
  public List<Parameter> parameters() {
    return calibration.parametersOf(scenario);
  }

  @Override
  public double structuralError() {
    return calibration.structuralError(scenario);
  }

  @Override
  public double seconds(List<Parameter> changed) {
    Unchanged before = unchanged();
    if (changed.isEmpty()) {
      return before.seconds();
    }
    Calibration other = calibration.with(changed);
    CostModel costs = costs(other);
    boolean same = before.costs().areThoseOf(costs) && timing(calibration).equals(timing(other));
    return same ? before.seconds() : seconds(other, costs);
  }

  private synchronized Unchanged unchanged() {
    if (unchanged == null) {
      AskedCosts costs = new AskedCosts(costs(calibration));
      unchanged = new Unchanged(seconds(calibration, costs), costs);
    }
    return unchanged;
  }

  private CostModel costs(Calibration some) {
    return CalibratedCostModel.of(some, scenario.cluster(), new ArrayList<>());
  }

  private double seconds(Calibration some, CostModel costs) {
    Scenario calibrated = scenario.with(some.framework(scenario.framework()));
    return new TrainingSimulation(calibrated, plan, costs, List.of()).seconds();
  }

  /** What a time can depend on: all of a framework but the memory that it holds. */
  private FrameworkProfile timing(Calibration some) {
    return some.framework(scenario.framework()).withMemory(scenario.framework().memory());
  }
}
