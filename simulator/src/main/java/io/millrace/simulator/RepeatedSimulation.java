package io.millrace.simulator;

import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.training.TrainingSimulation;
import io.millrace.simulator.range.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the time of one scenario answers to parameters, by simulating it again with others. Where a
 * parameter changes no cost that the scenario asks for, its time is what it was.
 */
final class RepeatedSimulation implements Response {
  private final Scenario scenario;
  private final Calibration calibration;
  private final TrainingSimulation unchanged;
  private final AskedCosts unchangedCosts;

  /**
   * Repeats a simulation.
   *
   * @param unchanged the simulation with the calibration as it is
   * @param costs what it asks for
   */
  RepeatedSimulation(
      Scenario scenario, Calibration calibration, TrainingSimulation unchanged, AskedCosts costs) {
    this.scenario = scenario;
    this.calibration = calibration;
    this.unchanged = unchanged;
    this.unchangedCosts = costs;
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
    double before = unchanged.seconds();
    if (changed.isEmpty()) {
      return before;
    }
    return changed(changed)
        .map(it -> unchanged.secondsWith(it.scenario(), it.costs()))
        .orElse(before);
  }

  @Override
  public double secondsNear(Parameter changed) {
    double before = unchanged.seconds();
    return changed(List.of(changed))
        .map(
            it ->
                unchanged
                    .secondsNear(it.scenario(), it.costs())
                    .orElseGet(() -> unchanged.secondsWith(it.scenario(), it.costs())))
        .orElse(before);
  }

  /** What a simulation with other parameters is given. */
  private record Changed(Scenario scenario, CostModel costs) {}

  /** Empty if that is what it was. */
  private Optional<Changed> changed(List<Parameter> parameters) {
    Calibration other = calibration.with(parameters);
    CostModel costs =
        new AskedCosts(CalibratedCostModel.of(other, scenario.cluster(), new ArrayList<>()));
    boolean same = unchangedCosts.areThoseOf(costs) && timing(calibration).equals(timing(other));
    return same
        ? Optional.empty()
        : Optional.of(new Changed(scenario.with(other.framework(scenario.framework())), costs));
  }

  /** What a time can depend on: all of a framework but the memory that it holds. */
  private FrameworkProfile timing(Calibration some) {
    return some.framework(scenario.framework()).withMemory(scenario.framework().memory());
  }
}
