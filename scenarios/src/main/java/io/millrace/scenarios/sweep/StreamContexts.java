package io.millrace.scenarios.sweep;

import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import io.millrace.model.streams.StreamReader;
import io.millrace.model.streams.StreamReport;
import io.millrace.model.streams.StreamRun;
import io.millrace.model.streams.StreamScenario;
import io.millrace.simulator.StreamSimulator;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Contexts of reinforcement learning by streams, of which nothing is prepared: each point is read
 * and simulated on its own.
 */
final class StreamContexts implements Contexts {
  private final Sweep sweep;
  private final RowColumns columns;
  private final StreamReader reader = StreamReader.bundled();
  private final StreamSimulator simulator = StreamSimulator.eventByEvent();

  StreamContexts(Sweep sweep, RowColumns columns) {
    this.sweep = sweep;
    this.columns = columns;
  }

  @Override
  public Parsed<Context> of(Point neighbour, CostModels.Drawn drawn) {
    return new Parsed.Valid<>(
        new Context() {
          @Override
          public PointEvaluator costs() {
            return answers();
          }

          @Override
          public PointEvaluator answers() {
            return StreamContexts.this::simulate;
          }
        });
  }

  private void simulate(Point point, RowTable rows) {
    ObjectNode root = sweep.base().deepCopy();
    point.settings().stream().flatMap(List::stream).forEach(it -> it.path().put(root, it.value()));
    StreamScenario scenario = reader.read(new Document(root)).orThrow();
    StreamReport report = simulator.simulate(scenario);
    StreamRun run = report.run();
    rows.set(columns.of(Result.STATUS), Status.of(report.feasible()).key());
    if (!report.feasible()) {
      rows.set(columns.of(Result.ERROR), String.join("; ", report.reasons()));
    }
    rows.set(columns.of(Result.EVALUATION), Evaluation.SIMULATE.key());
    rows.set(columns.of(Result.DEVICES), (long) scenario.cluster().devices());
    rows.set(columns.of(Result.ITERATION_SECONDS), run.seconds() / run.trainingSteps());
    rows.set(columns.of(Result.FRAMES_PER_SECOND), run.framesPerSecond());
    rows.set(columns.of(Result.STALENESS), run.staleness().mean());
    rows.set(columns.of(Result.BUSY_ENVIRONMENTS), run.busy().environments());
    rows.set(columns.of(Result.BUSY_POLICIES), run.busy().policies());
    rows.set(columns.of(Result.BUSY_TRAINERS), run.busy().trainers());
  }
}
