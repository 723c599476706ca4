package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.FabricLevel;
import io.millrace.model.plan.CallPlacement;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights that move from where a model is trained to where it is used. Every device of the target
 * needs the slices of its ranks of the layers of its stage; what it holds already as a device of
 * the source it keeps, the rest comes from another device.
 *
 * <p>Slices are intervals: of layers by stage, of columns by tensor rank, of experts by expert
 * rank. What two of them have in common is the product of overlaps, so that any pair of strategies
 * goes together, not only those whose degrees divide each other as in ReaL
 * (realhf/impl/model/comm/param_realloc.py).
 *
 * <p>{@link #plan} says who sends what to whom, {@link #seconds} what that takes in microseconds of
 * computing, for searches. An instance serves one thread.
 */
final class Reallocation {
  private static final int ELEMENT = 2;

  private final Cluster cluster;

  /** By the object: comparing models takes longer than all the rest. */
  private final Map<ModelArchitecture, Weights> known = new IdentityHashMap<>();

  /** Bytes of a model. */
  private record Weights(double denseBytes, double expertBytes) {

    static Weights of(ModelArchitecture model) {
      double experts = model.parameterCount().routedExperts();
      return new Weights(ELEMENT * (model.parameters() - experts), ELEMENT * experts);
    }
  }

  /** Between meshes of a cluster. */
  Reallocation(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Bytes that the device with most to receive does not have yet.
   *
   * @param from where the weights are
   * @param to where they are needed
   */
  double mostBytes(ModelArchitecture model, CallPlacement from, CallPlacement to) {
    return from.holdsSlicesOf(to) ? 0 : lacking(model, from, to).mostBytes();
  }

  /**
   * Seconds until every device has its slices: those of the busiest class of links, at either end.
   * Close to what the planned transfers take, from stages of equal size and sums over devices.
   */
  double seconds(ModelArchitecture model, CallPlacement from, CallPlacement to) {
    if (from.holdsSlicesOf(to) || cluster.levels().isEmpty()) {
      return 0;
    }
    LackingBytes lacking = lacking(model, from, to);
    double near = 0;
    for (FabricLevel level : cluster.levels()) {
      near = level.span() <= cluster.scaleUpDomain() ? level.perDevice().bytesPerSecond() : near;
    }
    double far = cluster.network().perDevice().bytesPerSecond();
    double within = lacking.nearBytes() == 0 ? 0 : lacking.nearBytes() / near;
    return Math.max(within, lacking.farBytes() / far);
  }

  private LackingBytes lacking(ModelArchitecture model, CallPlacement from, CallPlacement to) {
    WeightSlices source = WeightSlices.of(from);
    WeightSlices target = WeightSlices.of(to);
    Weights weights = known.computeIfAbsent(model, Weights::of);
    StageOverlap overlap =
        StageOverlap.even(weights.denseBytes(), weights.expertBytes(), source, target);
    return LackingBytes.of(cluster.scaleUpDomain(), source, target, overlap);
  }

  /** Who sends what to whom: transfers that together give every device of the target its slices. */
  TransferPlan plan(ModelArchitecture model, CallPlacement from, CallPlacement to) {
    if (from.holdsSlicesOf(to)) {
      return new TransferPlan(List.of());
    }
    WeightSlices source = WeightSlices.of(from);
    WeightSlices target = WeightSlices.of(to);
    StageOverlap overlap = StageOverlap.exact(model, ELEMENT, source, target);
    return new TransferPlanner(cluster.scaleUpDomain(), source, target).plan(overlap);
  }
}
