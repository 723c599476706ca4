package io.millrace.scenarios.sweep;

import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Contexts of training: a scenario, for which points give plans. */
final class TrainingContexts implements Contexts {
  private final Sweep sweep;
  private final RowColumns columns;
  private final ScenarioTemplate template;

  TrainingContexts(Sweep sweep, RowColumns columns) {
    this.sweep = sweep;
    this.columns = columns;
    this.template = new ScenarioTemplate(sweep, ScenarioReader.bundled());
  }

  @Override
  public Parsed<Context> of(List<List<Setting>> settings, CostModels.Drawn drawn) {
    return template
        .scenario(settings)
        .then(it -> new Parsed.Valid<>(new TrainingContext(it, drawn)));
  }

  private final class TrainingContext implements Context {
    private final Scenario scenario;
    private final CostModels.Drawn drawn;
    private @Nullable PointEvaluator costs;
    private @Nullable PointEvaluator answers;

    private TrainingContext(Scenario scenario, CostModels.Drawn drawn) {
      this.scenario = scenario;
      this.drawn = drawn;
    }

    @Override
    public PointEvaluator costs() {
      PointEvaluator known = costs;
      if (known == null) {
        known = new CostedPoints(scenario, drawn.calibration(), drawn.library(), template, columns);
        costs = known;
      }
      return known;
    }

    @Override
    public PointEvaluator answers() {
      PointEvaluator known = answers;
      if (known == null) {
        known =
            switch (sweep.question().evaluation()) {
              case COST -> costs();
              case SIMULATE ->
                  new SimulatedPoints(scenario, drawn.calibration(), template, columns);
              case PLAN ->
                  new PlannedPoints(scenario, drawn.calibration(), sweep.question(), columns);
            };
        answers = known;
      }
      return known;
    }
  }
}
