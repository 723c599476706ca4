package io.millrace.scenarios.sweep;

import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.simulator.lowering.training.CostLibrary;
import org.jspecify.annotations.Nullable;

/** Contexts of training: a scenario, for which points give plans. */
final class TrainingContexts implements Contexts {
  private final Sweep sweep;
  private final RowColumns columns;
  private final ScenarioTemplate template;

  /** Of the last context that was costed; its neighbours have much in common with it. */
  private @Nullable CostedPlans plans;

  TrainingContexts(Sweep sweep, RowColumns columns) {
    this.sweep = sweep;
    this.columns = columns;
    this.template = new ScenarioTemplate(sweep, ScenarioReader.bundled());
  }

  @Override
  public Parsed<Context> of(Point point, CostModels.Drawn drawn) {
    return template.scenario(point).then(it -> new Parsed.Valid<>(new TrainingContext(it, drawn)));
  }

  private CostedPlans plans(Scenario scenario, CostLibrary library) {
    CostedPlans before = plans;
    CostedPlans now =
        before == null
            ? new CostedPlans(scenario, library, template)
            : before.of(scenario, library);
    plans = now;
    return now;
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
        OutcomeColumns output = new OutcomeColumns(scenario, drawn.calibration(), columns);
        known = new CostedPoints(plans(scenario, drawn.library()), sweep.points(), output);
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
