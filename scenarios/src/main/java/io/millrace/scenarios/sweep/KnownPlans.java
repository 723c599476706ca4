package io.millrace.scenarios.sweep;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.PlanRules;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.Training;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plans that were read, by their number. Contexts share them where nothing differs that decides
 * what the text of a plan means. Serves one thread.
 */
final class KnownPlans {
  /** Enough for the plans of some hundred contexts; the longest unused go. */
  private static final int MOST = 100_000;

  private final LinkedHashMap<Reading, Map<Long, Parsed<TrainingPlan>>> plans =
      new LinkedHashMap<>(16, 0.75f, true);
  private int kept;

  /** What the text of a plan is read for. */
  private record Reading(
      int devices,
      ModelArchitecture model,
      Training workload,
      FrameworkProfile framework,
      boolean assumesHeads) {}

  /** The scenario that was asked for last, by identity, and its plans. */
  private @Nullable Scenario last;

  private Map<Long, Parsed<TrainingPlan>> ofLast = Map.of();

  /** A plan; it is read if it has not been. */
  Parsed<TrainingPlan> plan(Scenario scenario, long number, Supplier<Parsed<TrainingPlan>> reader) {
    if (last != scenario) {
      last = scenario;
      ofLast = plans(scenario);
    }
    Parsed<TrainingPlan> known = ofLast.get(number);
    if (known == null) {
      known = reader.get();
      if (ofLast.size() < MOST) {
        ofLast.put(number, known);
        kept++;
      }
    }
    return known;
  }

  private Map<Long, Parsed<TrainingPlan>> plans(Scenario scenario) {
    while (kept > MOST) {
      kept -= plans.pollFirstEntry().getValue().size();
    }
    return plans.computeIfAbsent(
        new Reading(
            scenario.cluster().devices(),
            scenario.model(),
            scenario.workload(),
            scenario.framework(),
            PlanRules.assumesHeads(scenario.assumptions())),
        _ -> new HashMap<>());
  }
}
