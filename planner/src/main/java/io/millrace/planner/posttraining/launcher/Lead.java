package io.millrace.planner.posttraining.launcher;

import io.millrace.model.workload.Asynchrony;

/** Ways in which generation may be ahead of training, as launchers tell them apart. */
public enum Lead {
  /** Not at all: on-policy. */
  NONE,
  /** By whole batches. */
  BATCHES,
  /** By responses, which are trained on as they end. */
  RESPONSES;

  /** That of a workload. */
  static Lead of(Asynchrony asynchrony) {
    return switch (asynchrony) {
      case Asynchrony.Steps steps -> steps.staleness() == 0 ? NONE : BATCHES;
      case Asynchrony.Streaming _ -> RESPONSES;
    };
  }
}
