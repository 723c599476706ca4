package io.millrace.ui.plan;

import io.millrace.model.input.Parsed;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.model.workload.TrainingPrecision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The plans of a kept answer as the modules below know them. */
final class PlansOfAnswer {
  private PlansOfAnswer() {}

  /** Those that this release still understands. */
  static List<TrainingPlan> read(PlanAnswer answer, Scenario scenario) {
    ScenarioReader reader = ScenarioReader.bundled();
    List<TrainingPlan> plans = new ArrayList<>();
    for (PlanRow row : answer.plans()) {
      TrainingPrecision precision =
          Arrays.stream(TrainingPrecision.values())
              .filter(it -> it.key().equals(row.precision()))
              .findFirst()
              .orElse(scenario.workload().precision());
      Scenario there = scenario.with(row.devices(), precision);
      if (reader.readPlan(row.plan(), there, new ArrayList<>())
          instanceof Parsed.Valid<TrainingPlan>(TrainingPlan plan)) {
        plans.add(plan);
      }
    }
    return plans;
  }
}
