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

  /**
   * Bytes that a communicator of NCCL keeps for a channel and a neighbour (the default of {@code
   * NCCL_BUFFSIZE}, NCCL user guide, environment variables).
   */
  private static final double CHANNEL_BUFFER = 4 << 20;

  /** Channels of a communicator across nodes of H100 (recalled, unverified). */
  private static final int CHANNELS = 16;

  /** Neighbours of a rank in a ring. */
  private static final int NEIGHBOURS = 2;

  private final TrainingContext context;

  MemoryAccount(TrainingContext context) {
    this.context = context;
  }

  MemoryUse of(int stage, StageWork work, long peakActivations) {
    ParameterShare all = work.allParameters();
    Map<String, Bytes> parts = new LinkedHashMap<>();
    parts.put("weights", shared(all, weightBytes(), context.gathersEachLayer()));
    parts.put("gradients", gradients(all));
    double state = weightBytes() == 4 ? OPTIMIZER_STATE - 4 : OPTIMIZER_STATE;
    parts.put("optimizer", shared(all, state, context.plan().sharding().shardsOptimizer()));
    parts.put("activations", Bytes.of(peakActivations));
    parts.put("buffers", Bytes.of(new GatheredWeights(context, work).bytes()));
    double managed = parts.values().stream().mapToDouble(Bytes::count).sum();
    parts.put("slack", Bytes.of(context.framework().memory().slack() * managed));
    parts.put(MemoryUse.LIBRARIES, libraries());
    MemoryTier tier = context.cluster().device().mainMemory();
    boolean printed = stage == 0 || !context.framework().memory().firstStageReported();
    return new MemoryUse(stage, tier.name(), parts, tier.capacity(), printed);
  }

  /**
   * Bytes of a weight between its uses. Shares that are gathered for each use are the 32-bit master
   * themselves, converted while they are gathered (PyTorch FSDP, arXiv 2304.11277, section 4.4).
   */
  private int weightBytes() {
    return context.gathersEachLayer() ? 4 : context.elementBytes();
  }

  /**
   * Gradients, whole until they are scattered. Where micro-batches of a pipeline are added up first
   * and scattered at the end, a rank's share is another tensor beside them (FSDP2's {@code
   * unsharded_accumulated_grad} and the result of its reduce-scatter).
   */
  private Bytes gradients(ParameterShare all) {
    Sharding sharding = context.plan().sharding();
    int each = context.gradientBytes();
    if (!sharding.shardsGradients()) {
      return shared(all, each, false);
    }
    Bytes share = shared(all, each, true);
    return context.scattersEachPass() || context.microBatches() == 1
        ? share
        : share.plus(shared(all, each, false));
  }

  private Bytes shared(ParameterShare weights, double bytes, boolean sharded) {
    double dense = weights.dense() / (sharded ? context.plan().shardingGroupSize() : 1);
    double expert = weights.expert() / (sharded ? context.expertGradientGroup().size() : 1);
    return Bytes.of(bytes * (dense + expert));
  }

  /**
   * What is outside the framework's allocator: the device's context with the libraries' workspaces,
   * and the channels of a communicator for each way in which ranks share work.
   */
  private Bytes libraries() {
    int communicators = 0;
    for (int ranks :
        new int[] {
          context.tensor(),
          context.strategy().context(),
          context.strategy().expert(),
          context.strategy().pipeline(),
          context.plan().gradientGroup()
        }) {
      communicators += ranks > 1 ? 1 : 0;
    }
    double buffers = communicators * CHANNELS * NEIGHBOURS * CHANNEL_BUFFER;
    return context.framework().memory().buffers().plus(Bytes.of(buffers));
  }
}
