package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;

/** Where the layers of a plan are, and in what order its stages work. */
public final class PlanLayout {
  private final ParallelStrategy strategy;
  private final Pipelining pipelining;

  PlanLayout(ParallelStrategy strategy, Pipelining pipelining) {
    this.strategy = strategy;
    this.pipelining = pipelining;
  }

  /** The parallel degrees. */
  public ParallelStrategy strategy() {
    return strategy;
  }

  /** The pipeline. */
  public Pipelining pipelining() {
    return pipelining;
  }
}
