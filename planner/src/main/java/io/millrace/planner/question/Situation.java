package io.millrace.planner.question;

import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.Calibration;

/**
 * What plans are priced under.
 *
 * @param scenario the devices, the model and the workload
 * @param calibration the parameters that predictions hang on
 */
record Situation(Scenario scenario, Calibration calibration) {

  Situation with(Scenario other) {
    return new Situation(other, calibration);
  }

  Situation with(Calibration other) {
    return new Situation(scenario, other);
  }
}
