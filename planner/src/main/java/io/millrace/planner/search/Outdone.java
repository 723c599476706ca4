package io.millrace.planner.search;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.ReplicaStrategy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Choices beside which there is another that exchanges the same in the same memory, but beside
 * computation instead of before or after it: then an iteration takes no longer, and only the other
 * is looked at.
 */
final class Outdone {

  private Outdone() {}

  /** Which ways through the layers are: those whose tensor-parallel exchanges could overlap. */
  static boolean[] layers(List<LayerStrategy> all) {
    Set<LayerStrategy> known = new HashSet<>(all);
    boolean[] outdone = new boolean[all.size()];
    for (int i = 0; i < outdone.length; i++) {
      LayerStrategy it = all.get(i);
      outdone[i] = !it.asyncTensorParallel() && known.contains(overlapping(it));
    }
    return outdone;
  }

  private static LayerStrategy overlapping(LayerStrategy it) {
    return new LayerStrategy(
        it.microBatch(),
        it.sequenceParallel(),
        true,
        it.contextExchange(),
        it.recompute(),
        it.recomputeSpan(),
        it.activationOffload(),
        it.offloadLayers());
  }

  /** Which ways to share among replicas are: those whose exchanges could overlap. */
  static boolean[] replicas(List<ReplicaStrategy> all) {
    Set<ReplicaStrategy> known = new HashSet<>(all);
    boolean[] outdone = new boolean[all.size()];
    for (int i = 0; i < outdone.length; i++) {
      ReplicaStrategy it = all.get(i);
      outdone[i] =
          (it.gradientOverlap() == Overlap.USUAL
                  && known.contains(with(it, Overlap.ON, it.weightOverlap())))
              || (it.weightOverlap() == Overlap.USUAL
                  && known.contains(with(it, it.gradientOverlap(), Overlap.ON)));
    }
    return outdone;
  }

  private static ReplicaStrategy with(ReplicaStrategy it, Overlap gradients, Overlap weights) {
    return new ReplicaStrategy(it.sharding(), it.shardingGroup(), gradients, weights);
  }
}
