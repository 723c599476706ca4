package io.millrace.planner.posttraining;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Costs of calls that earlier layouts and questions of a search have found, by the size of a mesh.
 * Threads may ask at the same time, but only one of them for the same size.
 */
final class KnownCosts {
  private final CostModel.Factory factory;
  private final Map<Integer, CallCosts> bySize = new ConcurrentHashMap<>();

  KnownCosts(CostModel.Factory factory) {
    this.factory = factory;
  }

  /**
   * Costs on meshes of a size.
   *
   * @param question whose calls cost the same as earlier ones' but for sharding and recomputation
   */
  CallCosts of(int size, PostTrainingScenario question) {
    return bySize.compute(
        size,
        (_, known) -> known == null ? new CallCosts(question, factory) : known.with(question));
  }
}
