package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.LayerParameters;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.plan.ParallelStrategy;
import java.util.Map;

/** Weights in 16 bits on a device of a trainer's. */
final class TrainerWeights {
  private static final int WEIGHT = 2;

  private final MeshContext context;

  TrainerWeights(MeshContext context) {
    this.context = context;
  }

  /**
   * All that a rank works with: matrices by tensor rank and stage, experts by expert rank as well,
   * and by tensor rank where these share an expert (megatron/core/parallel_state.py).
   */
  double bytes() {
    ModelArchitecture model = context.model();
    long routed = model.routedParameters();
    return share(model.parameters() - routed, routed) / context.strategy().pipeline();
  }

  private double share(double dense, double routed) {
    ParallelStrategy strategy = context.strategy();
    double experts =
        routed / strategy.expert() / (strategy.slicesExperts() ? strategy.tensor() : 1);
    return WEIGHT * (dense / strategy.tensor() + experts);
  }

  /** Whether they are shared out and gathered layer by layer, as stages of a pipeline are not. */
  boolean gathersLayers() {
    return context.workload().sharding().shardsWeights() && context.strategy().pipeline() == 1;
  }

  /** What stays on a device: its share where weights are gathered for use. */
  double keptBytes() {
    if (!gathersLayers()) {
      return bytes();
    }
    int ranks = context.strategy().data() * context.strategy().context();
    return bytes() / Math.min(ranks, context.workload().shardingGroup().orElse(ranks));
  }

  /**
   * What is gathered at a time: what is outside the layers, the layer in use and the one that is
   * gathered ahead (PyTorch FSDP, arXiv 2304.11277, sections 3.3 and 4.3).
   */
  double gatheredBytes() {
    if (!gathersLayers()) {
      return 0;
    }
    ModelArchitecture model = context.model();
    double outside = model.parameters();
    double largest = 0;
    for (Map.Entry<Layer, Integer> kind : model.distinctLayers().entrySet()) {
      LayerParameters layer = kind.getKey().parameters(model.hidden());
      outside -= (double) kind.getValue() * layer.total();
      largest =
          Math.max(largest, share(layer.total() - layer.routedExperts(), layer.routedExperts()));
    }
    return share(Math.max(0, outside), 0) + 2 * largest;
  }
}
