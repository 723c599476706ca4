package io.millrace.simulator;

import io.millrace.model.streams.StreamReport;
import io.millrace.model.streams.StreamScenario;
import io.millrace.simulator.lowering.streams.StreamEstimator;
import io.millrace.simulator.lowering.streams.StreamSimulation;

/**
 * The front door for reinforcement learning by streams.
 *
 * <pre>{@code
 * StreamScenario scenario = StreamReader.bundled().read(file).orThrow();
 * StreamReport report = StreamSimulator.eventByEvent().simulate(scenario);
 * }</pre>
 */
@FunctionalInterface
public interface StreamSimulator {

  /** Simulates a dataflow until it runs evenly and for a while more. */
  StreamReport simulate(StreamScenario scenario);

  /** With the engine's clock, beside the closed form. */
  static StreamSimulator eventByEvent() {
    return scenario ->
        new StreamReport(
            scenario.name(),
            scenario.dataflow(),
            scenario.shortages(),
            StreamSimulation.run(scenario.dataflow(), scenario.seed()),
            StreamEstimator.estimate(scenario.dataflow()),
            scenario.assumptions());
  }
}
