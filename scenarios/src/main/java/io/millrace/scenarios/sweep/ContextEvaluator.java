package io.millrace.scenarios.sweep;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.report.ProjectVersion;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.CostLibrary;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the points of a chunk and prepares each context once. A bad point is a row. Serves
 * one thread.
 */
final class ContextEvaluator {
  private static final String TOOL = "millrace " + ProjectVersion.current();

  private final Sweep sweep;
  private final RowColumns columns;
  private final ScenarioTemplate template;
  private final Calibration calibration;
  private final CostLibrary library;
  private long current = -1;
  private @Nullable Parsed<PointEvaluator> evaluator;

  /**
   * Evaluates the points of a sweep.
   *
   * @param library what threads share of costs
   */
  ContextEvaluator(Sweep sweep, Calibration calibration, CostLibrary library) {
    this.sweep = sweep;
    this.calibration = calibration;
    this.library = library;
    this.columns = new RowColumns(sweep);
    this.template = new ScenarioTemplate(sweep, ScenarioReader.bundled());
  }

  /** The rows of a chunk, in the order of its points. */
  RowTable evaluate(Chunk chunk) {
    RowTable rows = new RowTable(columns.all());
    for (long point = chunk.from(); point < chunk.to(); point++) {
      List<List<Setting>> settings = sweep.points().at(point);
      if (sweep.admits(settings)) {
        rows.begin();
        columns.point(rows, point, settings);
        rows.set(columns.of(Result.TOOL), TOOL);
        evaluate(point, settings, rows);
      }
    }
    return rows;
  }

  private void evaluate(long point, List<List<Setting>> settings, RowTable rows) {
    try {
      switch (context(point, settings)) {
        case Parsed.Valid<PointEvaluator> valid -> valid.value().evaluate(settings, rows);
        case Parsed.Invalid<PointEvaluator> invalid ->
            status(rows, "impossible", text(invalid.issues()));
      }
    } catch (InvalidInputException e) {
      status(rows, "impossible", text(e.issues()));
    } catch (RuntimeException e) {
      status(rows, "failed", e.toString());
    }
  }

  private Parsed<PointEvaluator> context(long point, List<List<Setting>> settings) {
    long context = sweep.points().context(point);
    if (evaluator == null || context != current) {
      evaluator = template.scenario(settings).then(it -> new Parsed.Valid<>(evaluator(it)));
      current = context;
    }
    return evaluator;
  }

  private PointEvaluator evaluator(Scenario scenario) {
    return switch (sweep.evaluation()) {
      case COST -> new CostedPoints(scenario, calibration, library, template, columns);
      case SIMULATE -> new SimulatedPoints(scenario, calibration, template, columns);
      case PLAN -> new PlannedPoints(scenario, calibration, columns);
    };
  }

  private void status(RowTable rows, String status, String error) {
    rows.set(columns.of(Result.STATUS), status);
    rows.set(columns.of(Result.ERROR), error);
    rows.fail();
  }

  private static String text(List<Issue> issues) {
    return issues.stream()
        .map(it -> it.path() + ": " + it.message())
        .collect(Collectors.joining("; "));
  }
}
