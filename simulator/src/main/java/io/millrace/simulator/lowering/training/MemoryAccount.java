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
    parts.put("weights", shared(all, weightBytes(), context.gathersEachLayer()));
    parts.put(
        "gradients",
        shared(all, context.framework().dataExchange().gradientBytes(), scattersGradientsEarly()));
    double state = weightBytes() == 4 ? OPTIMIZER_STATE - 4 : OPTIMIZER_STATE;
    parts.put("optimizer", shared(all, state, sharding.shardsOptimizer()));
    parts.put(
        "activations", Bytes.of(peakActivations * (1 + context.framework().memory().slack())));
    parts.put("buffers", Bytes.of(buffers(work)));
    parts.put("reserved", context.framework().memory().buffers());
    MemoryTier tier = context.cluster().device().mainMemory();
    return new MemoryUse(stage, tier.name(), parts, tier.capacity());
  }

  /**
   * Bytes of a weight between its uses. Shares that are gathered for each use are the 32-bit master
   * themselves, converted while they are gathered (PyTorch FSDP, arXiv 2304.11277, section 4.4).
   */
  private int weightBytes() {
    return context.gathersEachLayer() ? 4 : context.elementBytes();
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

  /** Weights of two units gathered at a time, and the gradients of one before they are shared. */
  private double buffers(StageWork work) {
    if (!context.gathersEachLayer()) {
      return 0;
    }
    double largest =
        work.chunks().stream().mapToDouble(chunk -> largestUnit(chunk)).max().orElse(0);
    return largest
        * (2 * context.elementBytes() + context.framework().dataExchange().gradientBytes());
  }

  /** The largest of what is gathered at a time: a layer, or a table. */
  private double largestUnit(Chunk chunk) {
    double layer =
        chunk.layers().stream()
            .mapToDouble(it -> ParameterShare.of(context, it).all())
            .max()
            .orElse(0);
    boolean table = chunk.embedding() || chunk.output();
    return Math.max(layer, table ? new VocabularyWork(context).tableParameters() : 0);
  }
}
