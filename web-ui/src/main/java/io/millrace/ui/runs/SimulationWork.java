package io.millrace.ui.runs;

import io.millrace.model.report.JsonText;
import io.millrace.model.report.SimulationJson;
import io.millrace.model.scenario.Scenario;
import io.millrace.scenarios.ScenarioRunner;

/** Simulates a scenario under its plan. */
public final class SimulationWork implements RunWork {
  private final ScenarioTexts texts = new ScenarioTexts();
  private final ScenarioRunner runner = ScenarioRunner.bundled();

  @Override
  public String answer(String question, Watch watch) {
    Scenario scenario = texts.read(question).orThrow();
    return JsonText.of(SimulationJson.of(runner.run(scenario, false).orThrow().report()));
  }
}
