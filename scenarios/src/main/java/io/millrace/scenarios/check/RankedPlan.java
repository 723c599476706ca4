package io.millrace.scenarios.check;

import io.millrace.model.plan.TrainingPlan;
import java.util.List;

/**
 * A plan beside others for the same thing.
 *
 * @param plan how it runs
 * @param cases that measured it
 * @param predicted seconds of an iteration
 * @param measured seconds of an iteration; of a plan that was measured again, the mean
 */
public record RankedPlan(TrainingPlan plan, List<String> cases, double predicted, double measured) {

  /** Copies the list. */
  public RankedPlan {
    cases = List.copyOf(cases);
  }

  /** The plan of some cases that ran it. */
  static RankedPlan of(List<CaseResult.Predicted> cases) {
    return new RankedPlan(
        cases.getFirst().scenario().plan().orElseThrow(),
        cases.stream().map(CaseResult.Predicted::id).toList(),
        cases.stream().mapToDouble(it -> it.predicted().value()).average().orElseThrow(),
        cases.stream().mapToDouble(CaseResult.Predicted::measured).average().orElseThrow());
  }
}
