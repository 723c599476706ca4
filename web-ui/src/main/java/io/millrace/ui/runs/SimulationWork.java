package io.millrace.ui.runs;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepJson;
import io.millrace.model.report.JsonText;
import io.millrace.model.report.SimulationJson;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.streams.StreamJson;
import io.millrace.scenarios.Question;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.scenarios.StepRun;
import io.millrace.scenarios.StepRunner;
import io.millrace.simulator.StreamSimulator;
import tools.jackson.databind.node.ObjectNode;

/** Simulates a scenario of any workload under its plan. */
public final class SimulationWork implements RunWork {
  private final ScenarioTexts texts = new ScenarioTexts();
  private final ScenarioRunner training = ScenarioRunner.bundled();
  private final StepRunner steps = StepRunner.bundled();

  @Override
  public String answer(String question, Watch watch) {
    return JsonText.of(
        switch (texts.question(question).orThrow()) {
          case Question.Training asked -> training(asked.scenario());
          case Question.PostTraining asked -> step(asked.scenario());
          case Question.Streams asked ->
              StreamJson.of(StreamSimulator.eventByEvent().simulate(asked.scenario()));
        });
  }

  private ObjectNode training(Scenario scenario) {
    return SimulationJson.of(training.run(scenario, false).orThrow().report());
  }

  private ObjectNode step(PostTrainingScenario scenario) {
    StepRun run = steps.run(scenario).orThrow();
    return StepJson.of(run.report(), run.run());
  }
}
