package io.millrace.planner.question;

import io.millrace.model.report.PlannedRun;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of an answer where inputs are others.
 *
 * @param plans that were known or have been found, by formulas, those that fit first, the best of
 *     them first; without those that cannot be run there
 * @param gap how much of its value the best could lose at most to a plan that nobody looked at;
 *     absent as long as none was searched for
 */
public record WhatIfAnswer(List<PlannedRun> plans, OptionalDouble gap) {

  /** Copies the list. */
  public WhatIfAnswer {
    plans = List.copyOf(plans);
  }

  /** The best plan that fits, if one is known. */
  public Optional<PlannedRun> best() {
    return plans.stream().findFirst().filter(PlannedRun::fits);
  }

  /** Whether all plans were looked at, not only those that had been good before. */
  public boolean searched() {
    return gap.isPresent();
  }
}
