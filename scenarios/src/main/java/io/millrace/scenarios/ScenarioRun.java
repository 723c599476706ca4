package io.millrace.scenarios;

import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.report.Simulation;
import io.millrace.simulator.report.Timeline;
import java.util.Optional;

/**
 * A scenario and what came of simulating it.
 *
 * @param scenario the question, complete
 * @param simulation the answer
 */
public record ScenarioRun(Scenario scenario, Simulation simulation) {

  /** The figures. */
  public SimulationReport report() {
    return simulation.report();
  }

  /** What ran when, if it was asked for. */
  public Optional<Timeline> timeline() {
    return simulation.timeline();
  }
}
