package io.millrace.simulator.lowering.training;

import io.millrace.model.hardware.MemoryTier;
import io.millrace.model.plan.Sharding;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.MemoryUse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each stage keeps in the device's memory at its fullest. Mixed-precision Adam keeps 2 bytes
 * of weight, a gradient in its accumulation format and 12 bytes of state per parameter (1910.02054,
 * section 3.1); sharding divides what its stage shares out.
 */
final class MemoryAccount {
  private static final double OPTIMIZER_STATE = 12;

  private final TrainingContext context;

  MemoryAccount(TrainingContext context) {
    this.context = context;
  }

  MemoryUse of(int stage, StageWork work, long peakActivations) {
    ParameterShare all = work.allParameters();
    Sharding sharding = context.plan().sharding();
    Map<String, Bytes> parts = new LinkedHashMap<>();
    parts.put("weights", shared(all, context.elementBytes(), context.gathersEachLayer()));
    parts.put(
        "gradients",
        shared(all, context.framework().dataExchange().gradientBytes(), scattersGradientsEarly()));
    parts.put("optimizer", shared(all, OPTIMIZER_STATE, sharding.shardsOptimizer()));
    parts.put(
        "activations", Bytes.of(peakActivations * (1 + context.framework().memory().slack())));
    parts.put("buffers", Bytes.of(buffers(work)));
    parts.put("reserved", context.framework().memory().buffers());
    MemoryTier tier = context.cluster().device().mainMemory();
    return new MemoryUse(stage, tier.name(), parts, tier.capacity());
  }

  /**
   * Whether gradients are scattered as they come, so that a rank keeps its share only: layer by
   * layer with weights, or once where there is one micro-batch. Otherwise they are added up whole.
   */
  private boolean scattersGradientsEarly() {
    return context.plan().sharding().shardsGradients()
        && (context.gathersEachLayer() || context.microBatches() == 1);
  }

  private Bytes shared(ParameterShare weights, double bytes, boolean sharded) {
    double dense = weights.dense() / (sharded ? context.plan().shardingGroupSize() : 1);
    double expert = weights.expert() / (sharded ? context.expertGradientGroup().size() : 1);
    return Bytes.of(bytes * (dense + expert));
  }

  /** Weights of two layers gathered at a time, and their gradients before they are shared out. */
  private double buffers(StageWork work) {
    if (!context.gathersEachLayer()) {
      return 0;
    }
    double largest =
        work.chunks().stream()
            .flatMap(chunk -> chunk.layers().stream())
            .mapToDouble(layer -> ParameterShare.of(context, layer).all())
            .max()
            .orElse(0);
    return largest
        * (2 * context.elementBytes() + context.framework().dataExchange().gradientBytes());
  }
}
