package io.millrace.scenarios;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.streams.StreamScenario;

/** A scenario of any workload that can be asked about. */
public sealed interface Question {

  /** What its author calls it. */
  String name();

  /** Training of one model. */
  record Training(Scenario scenario) implements Question {
    @Override
    public String name() {
      return scenario.name();
    }
  }

  /** Iterations of post-training, in which models call each other. */
  record PostTraining(PostTrainingScenario scenario) implements Question {
    @Override
    public String name() {
      return scenario.name();
    }
  }

  /** Workers joined by streams. */
  record Streams(StreamScenario scenario) implements Question {
    @Override
    public String name() {
      return scenario.name();
    }
  }
}
