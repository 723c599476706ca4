package io.millrace.ui.check;

import io.millrace.scenarios.check.MeasurementCheck;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.simulator.Simulator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The check that all visitors share. */
@Configuration(proxyBeanMethods = false)
class CheckConfiguration {

  @Bean
  CheckRuns checkRuns() {
    return new CheckRuns(
        ScenarioLibrary.open()::measured, new MeasurementCheck(Simulator.calibrated()));
  }
}
