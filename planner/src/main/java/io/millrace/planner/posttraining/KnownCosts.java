package io.millrace.planner.posttraining;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Costs that earlier layouts and questions of a search have found, by the size of a mesh: one
 * thread at a time works on a size.
 */
final class KnownCosts {
  private final CostModel.Factory factory;
  private final Map<Integer, CallCosts> bySize = new ConcurrentHashMap<>();

  KnownCosts(CostModel.Factory factory) {
    this.factory = factory;
  }

  /** Costs of a question that differs from earlier ones in what trainers save alone. */
  CallCosts of(int size, PostTrainingScenario question) {
    return bySize.compute(
        size,
        (_, known) -> known == null ? new CallCosts(question, factory) : known.with(question));
  }
}
